import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { actionBackend } from '../../adapters/action-backend.js';
import type { Adapter, Traits } from '../../adapters/adapter.js';
import type { EditableField, Person } from '../../core/incident.js';
import { fillPolicy } from '../../core/policy.js';
import type { Policy } from '../../core/policy.js';
import { actionsAtAll, actionsForAny, usualQueueActions } from '../../core/triage.js';
import type { QueueAction, QueueContext } from '../../core/triage.js';
import type { IncidentStore, IncidentView } from '../../store/types.js';
import type { LivePreference } from '../../store/views/preference.js';
import { preference } from '../../store/views/preference.js';
import { keep, LiveController } from '../../ui/live.js';
import { renderAll, renderBulk } from './bulk-bar.js';
import type { BulkBar } from './bulk-bar.js';
import { renderHint } from './frame.js';
import { KeySheet } from './key-sheet.js';
import type { KeyMap, ListAction } from './keys.js';
import { actionOf, actions, isStep, ownKeys, readKeys, usualKeys, withKeys } from './keys.js';
import { Palette } from './palette.js';
import type { Command } from './palette.js';
import { nameOf } from './queue-row.js';
import type { QueueRows } from './queue-rows.js';
import { RowMenu } from './row-menu.js';
import { Selection } from './selection.js';
import type { StepTerms } from './step-form.js';
import { Steps } from './steps.js';
import type { StepsOptions } from './steps.js';

export interface TriageOptions extends Pick<
  StepsOptions,
  'context' | 'issue' | 'acted' | 'settled' | 'say' | 'now'
> {
  readonly terms: () => StepTerms;
  readonly store: () => IncidentStore | undefined;
  /** False where lines are only looked at. */
  readonly allowed: () => boolean;
  /** Keys as the page wants them. */
  readonly keys: () => string;
  readonly rows: () => QueueRows | undefined;
  /** Lines that are shown. */
  readonly lines: () => readonly IncidentView[];
  /** What keys and commands do that is no step. */
  readonly run: Readonly<Record<'filter' | 'order', () => void>>;
  /** Further commands: views and orders. */
  readonly commands: () => readonly Command[];
}

const noPolicy = fillPolicy({});

const usual: ReadonlySet<QueueAction> = new Set(usualQueueActions);

/** Working through a queue: ticks, steps for one or many, keys, a menu for each line, and a palette of commands. */
export class Triage {
  readonly #host: LitElement;
  readonly #options: TriageOptions;
  readonly #selection = new Selection();
  #within = false;
  readonly #steps: Steps;
  readonly #menu: RowMenu;
  readonly #palette: Palette;
  readonly #sheet: KeySheet;
  readonly #preference = keep((store: IncidentStore) => store.open(preference<Partial<KeyMap>>, 'list-keys'));
  readonly #kept: LiveController<LivePreference<Partial<KeyMap>>>;
  readonly #atAll = keep(actionsAtAll);
  readonly #usualMap = keep((given: string): KeyMap => withKeys(usualKeys, readKeys(given)));
  readonly #keyMap = keep((usual: KeyMap, own: Partial<KeyMap> = {}): KeyMap => withKeys(usual, own));

  constructor(host: LitElement, options: TriageOptions) {
    this.#host = host;
    this.#options = options;
    const { terms, store, rows } = options;
    const back = (): void => rows()?.focus();
    this.#kept = new LiveController(host, () => {
      const desk = store();
      return desk && this.able ? this.#preference(desk) : undefined;
    });
    this.#steps = new Steps(host, {
      ...options,
      people: () => this.#people(),
      nameOf,
      place: () => this.#place,
    });
    this.#menu = new RowMenu(host);
    this.#palette = new Palette(host, { terms, commands: () => this.#commands(), closed: back });
    this.#sheet = new KeySheet(host, {
      terms,
      keys: () => this.keys,
      usual: () => this.#usual,
      offered: () => actions.filter((action) => this.#isOffered(action)),
      change: (keys) => void this.#kept.source?.set(() => (keys ? ownKeys(keys, this.#usual) : {})),
      closed: back,
    });
  }

  get keys(): KeyMap {
    return this.#keyMap(this.#usual, this.#kept.value?.value);
  }

  get #usual(): KeyMap {
    return this.#usualMap(this.#options.keys());
  }

  get working(): ReadonlySet<string> {
    return this.#steps.working;
  }

  get ticked(): ReadonlySet<string> {
    return this.#selection.ticked;
  }

  /** Steps the backend can do. */
  get possible(): readonly QueueAction[] {
    return this.#atAll(this.#options.context());
  }

  /** Whether anything can be done with a line but to open it. */
  get able(): boolean {
    return this.#options.allowed() && this.possible.length > 0;
  }

  /** Where the keyboard goes on when what it was on is gone: at the lines, or with what else there is of the list. */
  get #place(): HTMLElement | null {
    const rows = this.#options.rows();
    const line = rows?.currentElement ?? rows?.scroller;
    return line?.isConnected
      ? line
      : this.#host.renderRoot.querySelector<HTMLElement>('#filter, .results button');
  }

  /** Before the list is drawn anew: whether the keyboard is where it can lose its place. */
  beforeDrawn(): void {
    const { activeElement } = this.#host.renderRoot as ShadowRoot;
    const scroller = this.#options.rows()?.scroller;
    this.#within = activeElement?.closest('.bar') != null || scroller?.contains(activeElement) === true;
  }

  /** The steps go with the last tick, and the lines and their box with the last of them. */
  keepPlace(): void {
    if (this.#within && !(this.#host.renderRoot as ShadowRoot).activeElement) this.#place?.focus();
    this.#within = false;
  }

  /** Other lines are asked for: nothing is done to what is no longer seen. */
  reset(): void {
    this.#selection.clear();
    this.#menu.close();
  }

  /** Those who have an incident now, each once. */
  #people(): readonly { readonly id: string; readonly label: string }[] {
    const known = new Map<string, string>();
    for (const { incident } of this.#options.lines().slice(0, 500)) {
      const { assignee } = incident;
      if (assignee) known.set(assignee.id, assignee.name);
    }
    return [...known].map(([id, label]) => ({ id, label })).sort((a, b) => (a.label < b.label ? -1 : 1));
  }

  /** What a step is for: everything that is ticked, else the line with the tab stop. */
  #targets(): readonly IncidentView[] {
    const ticked = this.#selection.keep(this.#options.lines());
    const current = this.#options.rows()?.current;
    return ticked.length > 0 ? ticked : current ? [current] : [];
  }

  /** Steps that can be done with at least one of these as it stands. */
  #stepsFor(targets: readonly IncidentView[]): readonly QueueAction[] {
    const now = actionsForAny(
      targets.map(({ incident }) => incident),
      this.#options.context(),
    );
    return this.possible.filter((action) => now.includes(action));
  }

  #start(
    action: QueueAction,
    targets: readonly IncidentView[] = this.#targets(),
    opener?: HTMLElement,
  ): void {
    this.#steps.start(action, targets, opener);
  }

  #isOffered(action: ListAction): boolean {
    if (isStep(action)) return this.able && this.possible.includes(action);
    return action !== 'select' || this.able;
  }

  #do(action: ListAction): void {
    const rows = this.#options.rows();
    if (isStep(action)) {
      this.#start(action);
      return;
    }
    const acts: Readonly<Record<Exclude<ListAction, QueueAction>, () => void>> = {
      next: () => rows?.step(1),
      previous: () => rows?.step(-1),
      open: () => rows?.open(),
      work: () => {
        rows?.step(1);
        rows?.open();
      },
      select: () => this.#tick(rows?.current, false),
      keys: () => this.#sheet.open(),
      palette: () => this.#palette.open(),
      ...this.#options.run,
    };
    acts[action]();
  }

  /** What belongs to a line is asked for on a line; the rest anywhere in the list. */
  readonly onKeydown = (event: KeyboardEvent): void => {
    const action = actionOf(event, this.keys);
    if (!action || !this.#isOffered(action)) return;
    const rows = this.#options.rows();
    const anywhere = ['filter', 'order', 'keys', 'palette'].includes(action);
    if (!anywhere && (rows?.indexOf(event.target) ?? -1) < 0) return;
    if (action === 'filter' && !this.#host.renderRoot.querySelector('#filter')) return;
    event.preventDefault();
    // The page's own shortcuts are for keys that mean nothing here.
    event.stopPropagation();
    // A key that is held moves on and on; everything else is done once.
    if (!event.repeat || action === 'next' || action === 'previous') this.#do(action);
  };

  /** True when a press on a line was on one of its controls. */
  onClick(event: MouseEvent): boolean {
    const rows = this.#options.rows();
    const target = event.target as Element;
    const view = rows?.lineOf(target);
    if (!rows || !view) return false;
    const button = target.closest<HTMLElement>('.menu-button');
    if (target.matches('.tick')) this.#tick(view, event.shiftKey);
    else if (button) {
      rows.makeCurrent(rows.indexOf(target));
      this.#menu.open(
        this.#options.terms().select.menu(nameOf(view.incident)),
        this.#lineCommands(view),
        button,
        () => rows.focus(),
      );
    } else return false;
    return true;
  }

  #tick(view: IncidentView | undefined, range: boolean): void {
    if (!view) return;
    const { id } = view.incident;
    const { from } = this.#selection;
    if (range && from !== undefined) this.#selection.add(this.#options.rows()?.between(from, id) ?? []);
    else this.#selection.toggle(id);
    this.#options.say(this.#options.terms().select.count(this.#selection.ticked.size));
    this.#host.requestUpdate();
  }

  #stepCommand(action: QueueAction, start: () => void): Command {
    const { keys } = this;
    return {
      id: action,
      label: this.#steps.wordOf(action),
      ...(keys[action] === '' ? {} : { key: keys[action] }),
      run: start,
    };
  }

  #lineCommands(view: IncidentView): readonly Command[] {
    const words = this.#options.terms();
    const open: Command = {
      id: 'open',
      label: words.select.open,
      key: this.keys.open,
      run: () => this.#options.rows()?.open(),
    };
    const tick: Command = {
      id: 'select',
      label: words.keys.action.select,
      key: this.keys.select,
      run: () => this.#tick(view, false),
    };
    return [
      open,
      ...this.#stepsFor([view]).map((action) => this.#stepCommand(action, () => this.#start(action, [view]))),
      tick,
    ];
  }

  /** Everything that can be done now. */
  #commands(): readonly Command[] {
    const { keys } = this.#options.terms();
    const own = (['open', 'select', 'filter', 'order', 'keys'] as const)
      .filter((action) => this.#isOffered(action))
      .map((action): Command => ({
        id: action,
        label: keys.action[action],
        key: this.keys[action],
        run: () => this.#do(action),
      }));
    const steps = this.able
      ? this.#stepsFor(this.#targets()).map((action) => this.#stepCommand(action, () => this.#start(action)))
      : [];
    return [...steps, ...own, ...this.#options.commands()];
  }

  openKeys(): void {
    this.#sheet.open();
  }

  #bar(): BulkBar {
    const lines = this.#options.lines();
    const ticked = this.#selection.keep(lines);
    const seldom = this.#stepsFor(ticked).filter((action) => !usual.has(action));
    const changed = (change: () => void) => (): void => {
      change();
      this.#host.requestUpdate();
    };
    return {
      ticked: ticked.length,
      shown: lines.length,
      actions: this.possible.filter((action) => usual.has(action)),
      wordOf: (action) => this.#steps.wordOf(action),
      all: changed(() => this.#selection.add(lines)),
      none: changed(() => this.#selection.clear()),
      start: (action, button) => this.#start(action, this.#targets(), button),
      ...(seldom.length === 0
        ? {}
        : {
            more: (button: HTMLElement) => {
              const commands = seldom.map((action) =>
                this.#stepCommand(action, () => this.#start(action, this.#targets(), button)),
              );
              this.#menu.open(this.#options.terms().lifecycle.more, commands, button, () => button.focus());
            },
          }),
      terms: this.#options.terms(),
    };
  }

  renderAll(): TemplateResult | typeof nothing {
    return this.able ? renderAll(this.#bar()) : nothing;
  }

  renderBulk(): TemplateResult | typeof nothing {
    return this.able ? renderBulk(this.#bar()) : nothing;
  }

  /** What a step asks for, and how the last one went. */
  renderSheet(): TemplateResult {
    return html`${this.#steps.renderSheet()} ${this.#steps.renderResults()}`;
  }

  renderHint(): TemplateResult | typeof nothing {
    return this.able
      ? renderHint(this.keys, (action) => this.#isOffered(action), this.#options.terms())
      : nothing;
  }

  renderOverlays(): TemplateResult {
    return html`${this.#menu.render()} ${this.#sheet.render()} ${this.#palette.render()}`;
  }
}

/**
 * What is known of backend, person and rules, for actions: the backend can do nothing before there is one. The same
 * object as long as all of it is the same; an adapter that has learned more about its backend has other traits.
 */
export const queueContexts = (): ((
  adapter: Adapter | undefined,
  traits: Traits | undefined,
  policy: Policy | undefined,
  me: Person | undefined,
  roles: string | undefined,
) => QueueContext) =>
  keep((adapter, traits, policy, me, roles) => {
    const writes = (field: EditableField): boolean => traits?.fields[field]?.write === true;
    return {
      backend: actionBackend(adapter),
      rates: { cell: writes('impact') && writes('urgency'), priority: writes('priority') },
      audience: 'staff',
      roles: (roles ?? 'analyst').split(/\s+/u),
      policy: policy ?? noPolicy,
      ...(me ? { me } : {}),
    };
  });
