import { onLanguage, part, texts } from './settings.js';
import type { PlainKey } from './texts.js';

const views = { help: 'navHelp', desk: 'navDesk', figures: 'navFigures' } as const satisfies Record<
  string,
  PlainKey
>;
export type ViewName = keyof typeof views;

/** Where the address points: a view, and in the desk's view an incident (`#desk/17`). */
export interface Route {
  readonly view: ViewName;
  readonly incidentId: string | undefined;
}

const isView = (name: string | undefined): name is ViewName =>
  name !== undefined && Object.hasOwn(views, name);

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export function currentRoute(): Route {
  const [name, ...rest] = location.hash.slice(1).split('/');
  return {
    view: isView(name) ? name : 'help',
    incidentId: rest.length > 0 ? unescaped(rest.join('/')) : undefined,
  };
}

/** Puts an incident into the address, so that a reload and a bookmark find it again. */
export function showIncident(incidentId: string): void {
  location.hash = `desk/${encodeURIComponent(incidentId)}`;
}

/** Shows the view the address names. A change of view moves the focus to its heading, as a new page would. */
export function setUpRoutes(arrived: (route: Route) => void): void {
  let shown: ViewName | undefined;
  const show = (): void => {
    const route = currentRoute();
    const { view } = route;
    if (view !== shown) {
      for (const name of Object.keys(views)) part(`view-${name}`).hidden = name !== view;
      for (const link of document.querySelectorAll('.views a')) {
        if (link.getAttribute('href') === `#${view}`) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      if (shown !== undefined) {
        window.scrollTo({ top: 0 });
        part(`${view}-title`).focus({ preventScroll: true });
      }
      shown = view;
      title();
    }
    arrived(route);
  };
  const title = (): void => {
    document.title = `${texts()[views[shown ?? 'help']]} · Marlow & Finch`;
  };
  // The link past the header stays inside the view.
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    part('main').focus();
  });
  window.addEventListener('hashchange', show);
  show();
  onLanguage(title);
}
