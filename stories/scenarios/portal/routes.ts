import { onLanguage, part, texts } from './settings.js';
import type { PlainKey } from './texts.js';

const views = { help: 'navHelp', desk: 'navDesk', figures: 'navFigures' } as const satisfies Record<
  string,
  PlainKey
>;
export type ViewName = keyof typeof views;

const isView = (name: string | undefined): name is ViewName =>
  name !== undefined && Object.hasOwn(views, name);

/** The view the address points at; what follows it, such as an incident (`#desk/INC0001128`), is for the view. */
function currentView(): ViewName {
  const [name] = location.hash.slice(1).split('/');
  return isView(name) ? name : 'help';
}

/** Shows the view the address names. A change of view moves the focus to its heading, as a new page would. */
export function setUpRoutes(arrived: (view: ViewName) => void): void {
  let shown: ViewName | undefined;
  const show = (): void => {
    const view = currentView();
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
      arrived(view);
      title();
    }
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
