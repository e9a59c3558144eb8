import type { RestAdapterOptions } from './options.js';
import { textOf } from './path.js';

/** What a profile's tables do not say, told once each: without it a value is lost in silence. */
export interface MissingCodes {
  /** The backend has a value that its table does not list, or, without a table, a status that is none of ours. */
  readonly unlisted: (table: string | undefined, value: unknown) => void;
  /** A list is asked for what no code stands for. */
  readonly unmet: (table: string, wanted: readonly (string | number)[]) => void;
}

export function createMissingCodes({ profile, onWarning }: RestAdapterOptions): MissingCodes {
  const told = new Set<string>();
  const tell = (table: string | undefined, of: string, what: string): void => {
    const path = table === undefined ? 'fields.status.enum' : `enums.${table}.read`;
    // A backend that invents codes without end must not fill the memory.
    if (!onWarning || told.size > 100 || told.has(`${path} ${of}`)) return;
    told.add(`${path} ${of}`);
    const fields =
      table === undefined
        ? ['status']
        : Object.entries(profile.fields).flatMap(([name, field]) => (field.enum === table ? [name] : []));
    onWarning({ code: 'missing-code', message: `${what}; name it at ${path}.`, path, fields });
  };
  return {
    unlisted(table, value) {
      const code = textOf(value) ?? JSON.stringify(value);
      const standsFor = table === profile.fields['status']?.enum ? 'it counts as active' : 'it is left out';
      const place = table === undefined ? 'and no table says what it means' : 'which no table lists';
      tell(table, code, `${profile.label} has the code "${code}", ${place}, so that ${standsFor}`);
    },
    unmet(table, wanted) {
      const ours = wanted.join(', ');
      tell(table, ours, `The profile has no code that means ${ours}, so that a list of it is empty`);
    },
  };
}
