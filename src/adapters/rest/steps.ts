import { IncidentError } from '../../core/errors.js';
import type { Incident, StatusCategory } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import { transitionsFrom } from '../../core/lifecycle.js';
import type { TransitionRequest } from '../../core/mutation.js';
import type { Adapter, ReadOptions, Step } from '../adapter.js';
import { asksOf } from '../steps.js';
import { compileRow } from './description.js';
import { isRefusal } from './discovery.js';
import { codeOf, standIn } from './enums.js';
import type { Fields } from './fields.js';
import type { Client } from './operation.js';
import { compilePath, matches, textOf } from './path.js';
import type { LifecycleDefinition, StepsDefinition } from './profile.js';

/** Whether an incident stands where a step leads. */
export const hasArrived = ({ status }: Incident, { to, code }: TransitionRequest): boolean =>
  status.category === to && (code === undefined || status.code === undefined || status.code === code);

/** The step that leads where a request wants: to its code where it names one, or to the first status of the category. */
export function matchStep(steps: readonly Step[], { to, code }: TransitionRequest): Step | undefined {
  const there = steps.filter((step) => step.to === to);
  return code === undefined ? there[0] : there.find(({ status }) => (status.code ?? to) === code);
}

/** The steps that are allowed now, as the lifecycle of a profile knows them. */
export interface Steps {
  readonly steps: NonNullable<Adapter['steps']>;
  /** The backend's code for where a request leads; undefined where it has none. */
  readonly codeFor: (request: TransitionRequest) => string | number | undefined;
  /**
   * The backend's step for a request; undefined where it lists none by which it could be named.
   *
   * @throws {@link IncidentError} of kind `refused` where it lists others and not this one.
   */
  readonly find: (id: string, request: TransitionRequest, read?: ReadOptions) => Promise<Step | undefined>;
}

export function createSteps(client: Client, { byName }: Fields, get: Adapter['get']): Steps {
  const { profile } = client.options;
  const { lifecycle, enums, fields } = profile;
  const definition = stepsOf(lifecycle);
  const table = enums[fields['status']?.enum ?? ''];
  const readCode = byName.get('status')?.table?.read;

  const categoryOf = (code: string | number): StatusCategory => {
    const category = readCode ? readCode(code) : String(code).toLowerCase();
    return statusCategories.find((one) => one === category) ?? standIn;
  };

  /** Where the backend has no table of codes it speaks of our categories. */
  const codeFor: Steps['codeFor'] = ({ to, code }) =>
    code !== undefined && categoryOf(code) === to ? code : table ? codeOf(table, to) : to;

  const stepTo = (from: StatusCategory, to: StatusCategory, code: string | number): Step => ({
    id: String(code),
    to,
    status: { category: to, ...(table && { code: String(code) }) },
    asks: asksOf(from, to),
  });

  /** What our own lifecycle allows, as far as the backend has a status for it. */
  function ownSteps({ status: { category: from } }: Incident): readonly Step[] {
    return transitionsFrom(from).flatMap(({ to, requires }) => {
      const code = codeFor({ to });
      // Who is an administrator is not known here, and the backend would refuse everybody else.
      return code === undefined || requires.includes('administrator') ? [] : [stepTo(from, to, code)];
    });
  }

  function tableSteps(
    { status }: Incident,
    codes: Readonly<Record<string, readonly string[]>>,
  ): readonly Step[] {
    const from = status.code ?? status.category;
    const next = Object.hasOwn(codes, from) ? (codes[from] ?? []) : [];
    return next.map((code) => stepTo(status.category, categoryOf(code), code));
  }

  async function askedSteps(
    asked: Extract<StepsDefinition, { readonly from: 'backend' }>,
    id: string,
    read?: ReadOptions,
  ): Promise<readonly Step[]> {
    const [answer, incident] = await Promise.all([
      client.call(asked.op, { ...read, inputs: { id } }),
      asked.asks === undefined && asked.op !== 'get' ? get(id, read) : undefined,
    ]);
    const rows = client.told(answer, (body) => {
      const list: unknown = compilePath(client.operation(asked.op).items ?? '')(body);
      if (Array.isArray(list)) return list as readonly unknown[];
      throw new IncidentError('bad-answer', 'The backend returned no list where one belongs.');
    });
    const isStep = matches(asked.where ?? {});
    const [idOf, labelOf, codeAt, statusAt, toAt] = [
      asked.id ?? 'id',
      asked.label ?? 'label',
      asked.code ?? 'status.code',
      asked.status ?? 'status.label',
      asked.to ?? 'to',
    ].map((path) => {
      const reader = compilePath(path);
      return (row: unknown) => textOf(reader(row)) || undefined;
    }) as [Part, Part, Part, Part, Part];
    const asksAt = compilePath(asked.asks ?? 'asks');
    const rowOf = compileRow(asked.row, profile);
    return rows.filter(isStep).flatMap((row): Step[] => {
      const [own, label, code, words, named] = [
        idOf(row),
        labelOf(row),
        codeAt(row),
        statusAt(row),
        toAt(row),
      ];
      if (own === undefined) return [];
      const to = statusCategories.find((one) => one === named) ?? categoryOf(code ?? named ?? own);
      const asks = asksAt(row);
      return [
        {
          id: own,
          to,
          status: {
            category: to,
            ...(code !== undefined && { code }),
            ...(words !== undefined && { label: words }),
          },
          ...(label !== undefined && { label }),
          asks: Array.isArray(asks)
            ? asks.map((ask) => rowOf(ask)).filter((one) => one !== undefined)
            : asksOf(incident?.status.category ?? 'active', to),
        },
      ];
    });
  }

  /** What the backend lists; undefined where nobody can ask it. */
  async function listed(id: string, read?: ReadOptions): Promise<readonly Step[] | undefined> {
    if (definition?.from !== 'backend') return undefined;
    try {
      return await askedSteps(definition, id, read);
    } catch (error) {
      if (!client.operation(definition.op).optional || !isRefusal(error)) throw error;
      return undefined;
    }
  }

  return {
    codeFor,
    async steps(id, read) {
      const found = await listed(id, read);
      if (found) return found;
      const incident = await get(id, read);
      return definition?.from === 'table' ? tableSteps(incident, definition.table) : ownSteps(incident);
    },
    async find(id, request, read) {
      const allowed = await listed(id, read);
      const found = allowed && matchStep(allowed, request);
      if (found || !allowed) return found;
      const message = `${profile.label} allows no step to "${request.code ?? request.to}" now.`;
      throw new IncidentError('refused', message, {
        issues: [{ path: 'status', code: 'illegal-transition', message }],
      });
    },
  };
}

type Part = (row: unknown) => string | undefined;

/** Where the steps of a lifecycle are known from. */
export const stepsOf = (lifecycle: LifecycleDefinition): StepsDefinition | undefined =>
  lifecycle.mode === 'none' ? undefined : lifecycle.steps;
