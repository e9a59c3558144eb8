import { ContextProvider } from '@lit/context';
import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { Adapter } from '../../adapters/adapter.js';
import { retryClass, toIncidentError } from '../../core/errors.js';
import type { Policy, PolicyDefinition } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { createStore } from '../../store/store.js';
import type { IncidentStore, StoreStatus } from '../../store/types.js';
import { Announcer } from '../../ui/announcer.js';
import { orNothing } from '../../ui/attributes.js';
import { deskContext, publishDesk } from '../../ui/desk.js';
import { emit } from '../../ui/events.js';
import { LiveController } from '../../ui/live.js';
import { LocaleController } from '../../ui/locale.js';
import { hidden } from '../../ui/styles/hidden.styles.js';
import { DeskConnection } from './desk-connection.js';
import { openAdapter, prefetchAdapter } from './open-adapter.js';
import { openPolicy } from './open-policy.js';

/** Wait before a desk that could not start for a reason that may pass tries again by itself, in milliseconds. */
const startAgainAfter = 5_000;

/** Templates of frameworks give a property `null` where they have nothing. */
const isNamed = (user: string | null | undefined): user is string => typeof user === 'string';

/** What there is to say of how a store stands; undefined where all is well. */
function standing(
  { signedOut, otherPerson, connection, storage, storageHeldBy }: StoreStatus,
  terms: CommonTerms,
): string | undefined {
  if (otherPerson) return terms.otherPerson;
  if (signedOut) return terms.signedOut(storage !== 'memory');
  if (connection === 'offline') return terms.offline(storage !== 'memory');
  return storageHeldBy && terms.storageHeldBy[storageHeldBy];
}

/** Returns the headers that prove who is asking. Called before each request; never stored. */
export type DeskAuth = () => Promise<HeadersInit> | HeadersInit;

/**
 * One connection to a backend: gives adapter, store, policy, person, language and zone to the elements inside it, or to
 * elements elsewhere on the page that name it (`desk="its id"`).
 *
 * @summary Connects the incident elements to a backend.
 * @tagname incident-desk
 * @attr {string} id - By which elements elsewhere on the page name their desk, in their `desk`.
 * @attr {string} lang - BCP 47 tag the elements inside speak, unless one has a `lang` of its own.
 * @slot - The elements that use this desk, and anything around them.
 * @fires {CustomEvent<IncidentAuthRequiredDetail>} incident-auth-required - The backend wants somebody to sign in. Sign in, then call `resume()`.
 * @fires {CustomEvent<IncidentOutboxChangeDetail>} incident-outbox-change - The number of unsent, failed or unclear items changed.
 * @cssstate starting - The adapter or profile is being loaded.
 * @cssstate ready - The desk works.
 * @cssstate failed - The adapter, profile or policy cannot be used; the elements inside say why.
 * @since 0.1.0
 */
export class IncidentDesk extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }

    /* The suite's own elements, whatever their names; the page's CSS comes before this. */
    ::slotted(:is(:state(loading), :state(empty), :state(error), :state(ready)):not(:first-child)) {
      margin-block-start: 24px;
    }

    .visually-hidden {
      ${hidden}
    }

    :host([theme='light']) {
      color-scheme: light;
    }

    :host([theme='dark']) {
      color-scheme: dark;
    }
  `;

  /** `local`, a preset's name such as `rt`, or the URL of a profile (a JSON file on an allowed origin). */
  @property({ converter: orNothing }) adapter: string | undefined;

  /** Where the backend answers, seen from this page: a path such as `/api`, or an absolute URL. For `local`, a name that separates data. */
  @property({ attribute: 'base-url', converter: orNothing }) baseUrl: string | undefined;

  /** Stable id of the signed-in person. Drafts and unsent items of different persons never mix. */
  @property({ converter: orNothing }) user: string | undefined;

  /** The person's name, shown beside what is not yet sent. */
  @property({ attribute: 'user-name', converter: orNothing }) userName: string | undefined;

  /** URL of a policy (JSON); the property `policyDefinition` takes one as an object. */
  @property({ converter: orNothing }) policy: string | undefined;

  /** IANA zone times are shown in, unless an element has its own. */
  @property({ attribute: 'time-zone', converter: orNothing }) timeZone: string | undefined;

  /** `light`, `dark`, or nothing to follow the page. */
  @property({ reflect: true, converter: orNothing }) theme: 'light' | 'dark' | undefined;

  /** `none` keeps everything in memory: nothing typed here survives the page. */
  @property({ converter: orNothing }) persistence: 'indexeddb' | 'none' | undefined;

  /** A present of its own as an ISO date-time, for demonstrations and tests: shown times and new records follow it. */
  @property({ converter: orNothing }) now: string | undefined;

  /** The rules as an object, instead of a URL. */
  @property({ attribute: false }) policyDefinition: PolicyDefinition | undefined;

  /** Headers for each request, asked for when needed. There is no attribute for a secret. */
  @property({ attribute: false }) auth: DeskAuth | undefined;

  /** A ready adapter of one's own, instead of `adapter` and `base-url`. */
  @property({ attribute: false }) adapterObject: Adapter | undefined;

  readonly #internals = this.attachInternals();
  readonly #connection = new DeskConnection({
    phase: (phase) => {
      for (const state of ['starting', 'ready', 'failed']) this.#internals.states.delete(state);
      this.#internals.states.add(phase);
      this.requestUpdate();
    },
    outbox: (detail) => emit(this, 'incident-outbox-change', detail),
    authRequired: () => emit(this, 'incident-auth-required', { desk: this.id }),
  });
  /** What is written here is dated by the desk's own present; it goes on, because waiting has to end. */
  readonly #clock = (): Instant => Date.now() + this.#ahead;
  #ahead = 0;
  readonly #locale = new LocaleController(this, common, () => this.#connection.value);
  readonly #announcer = new Announcer(this);
  readonly #status = new LiveController(this, () => this.store?.status);
  /** What was said last of the connection; undefined while nothing had to be. */
  #told: string | undefined;
  #withdraw: (() => void) | undefined;
  #started = 0;
  #closed = false;

  constructor() {
    super();
    new ContextProvider(this, { context: deskContext, initialValue: this.#connection });
  }

  /** The store behind the elements, once the desk is ready. */
  get store(): IncidentStore | undefined {
    return this.#connection.value.store;
  }

  /** Try again now: after signing in, or after a configuration was mended. */
  async resume(): Promise<void> {
    if (this.#connection.value.phase === 'failed') await this.#start();
    else await this.store?.resume();
  }

  /** Chooses the incident that the elements without an `incident-id` of their own show; none where left out. */
  select(incidentId?: string): void {
    this.#connection.select(incidentId);
  }

  /** The incident the desk is looking at. */
  get selection(): string | undefined {
    return this.#connection.value.selection;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Ahead of the elements' own files, of which a browser fetches a few at a time: no answer comes without the adapter.
    if (!this.adapterObject) prefetchAdapter(this.adapter);
    if (this.#closed) void this.#start();
    if (!this.#withdraw) this.#publish();
  }

  /** Elements elsewhere find it by the id it has now; a page may give it one later, or another one. */
  #publish(): void {
    this.#withdraw?.();
    this.#withdraw = this.isConnected && this.id ? publishDesk(this.id, this.#connection) : undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#withdraw?.();
    this.#withdraw = undefined;
    // A desk that is only moved comes back within the same task and keeps its store.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#closed = true;
      this.#started += 1;
      this.#connection.begin();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const present = Date.parse(this.now ?? '');
    if (changed.has('now')) this.#ahead = Number.isNaN(present) ? 0 : present - Date.now();
    this.#connection.patch({
      language: this.lang || undefined,
      timeZone: this.timeZone,
      userName: this.userName,
      now: Number.isNaN(present) ? undefined : present,
    });
    const restart = [
      'adapter',
      'baseUrl',
      'user',
      'policy',
      'persistence',
      'policyDefinition',
      'adapterObject',
    ] as const;
    const reasons = restart.filter((name) => changed.has(name));
    // Where nobody was named nobody's data are shown: whoever types on goes on typing until the desk is theirs.
    const named = reasons.every((name) => name === 'user') && !changed.get('user');
    if (!this.hasUpdated || reasons.length > 0) void this.#start(this.hasUpdated && named);
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === 'lang') this.requestUpdate();
    if (name === 'id' && before !== after) this.#publish();
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'id'];
  }

  protected override updated(): void {
    const status = this.#status.value;
    if (!status || status.connection === 'unknown') return;
    const said = standing(status, this.#locale.terms);
    if (said === this.#told) return;
    if (said !== undefined || this.#told !== undefined)
      this.#announcer.say(said ?? this.#locale.terms.online);
    this.#told = said;
  }

  /** What concerns every element is said once, here; each of them only shows it. */
  protected override render(): TemplateResult {
    return html`<slot></slot>${this.#announcer.render()}`;
  }

  /** `quietly`: what is shown, or said of the last attempt, stays until this one has ended. */
  async #start(quietly = false): Promise<void> {
    const turn = ++this.#started;
    this.#closed = false;
    if (!quietly) this.#connection.begin();
    try {
      const rules = openPolicy(this.policyDefinition ?? this.policy);
      const [policy, adapter] = await Promise.all([rules, this.#openAdapter(rules)]);
      if (turn !== this.#started || !this.isConnected) {
        adapter.dispose?.();
        return;
      }
      const { store: present } = this.#connection.value;
      const store = createStore({
        adapter,
        policy,
        ...(isNamed(this.user) && { author: this.user }),
        ...(this.user && present?.author === '' ? { before: present } : {}),
        ...(this.persistence && { persistence: this.persistence }),
        now: this.#clock,
      });
      this.#connection.ready(store, policy);
    } catch (error) {
      if (turn !== this.#started) return;
      const fault = toIncidentError(error);
      this.#connection.fail(fault, fault.kind === 'configuration' ? undefined : () => void this.#start());
      if (retryClass(fault) === 'retry')
        setTimeout(() => {
          if (turn === this.#started) void this.#start(true);
        }, startAgainAfter);
    }
  }

  async #openAdapter(policy: Promise<Policy>): Promise<Adapter> {
    return (
      this.adapterObject ??
      openAdapter({
        adapter: this.adapter,
        policy,
        baseUrl: this.baseUrl,
        user: isNamed(this.user) ? { id: this.user, name: this.userName ?? this.user } : undefined,
        // Read at call time, so that a host may set `auth` after the desk has started.
        auth: async () => (await this.auth?.()) ?? {},
        now: this.#clock,
      })
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-desk': IncidentDesk;
  }
}
