import { writePath } from './path.js';
import type { BodyDefinition, OfKind } from './profile.js';

interface Body<Definition> {
  /** The text of a request's body; undefined for none. A method, so that a row fits where any definition is given. */
  write(definition: Definition, content: Readonly<Record<string, unknown>>): string | undefined;
}

/** How what is sent is written. */
export const bodies: { readonly [K in BodyDefinition['kind']]: Body<OfKind<BodyDefinition, K>> } = {
  json: {
    write({ constants, wrap }, content) {
      const flat = { ...constants, ...content };
      if (!wrap) return JSON.stringify(flat);
      const wrapped: Record<string, unknown> = {};
      writePath(wrapped, wrap, flat);
      return JSON.stringify(wrapped);
    },
  },
  none: { write: () => undefined },
};

export const writeBody = (
  definition: BodyDefinition,
  content: Readonly<Record<string, unknown>>,
): string | undefined => {
  const row: Body<BodyDefinition> = bodies[definition.kind];
  return row.write(definition, content);
};
