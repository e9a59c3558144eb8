import type { Criterion, Dialect } from './criteria.js';

/**
 * A text literal of TicketSQL. Quotes and backslashes are escaped and control characters become spaces, so that no
 * value can end the literal it stands in.
 */
export const quoteTicketSql = (value: string | number | boolean): string =>
  typeof value === 'number' && Number.isFinite(value)
    ? String(value)
    : `'${String(value)
        .replace(/[\u0000-\u001f\u007f]/g, ' ')
        .replace(/[\\']/g, '\\$&')}'`;

/** What no ticket fulfils. */
const nothing = 'id < 0';
const either = (conditions: readonly string[]): string =>
  conditions.length === 0
    ? nothing
    : conditions.length === 1
      ? String(conditions[0])
      : `(${conditions.join(' OR ')})`;

function condition(criterion: Criterion): string {
  switch (criterion.op) {
    case 'in':
      return either(criterion.values.map((value) => `${criterion.field} = ${quoteTicketSql(value)}`));
    case 'not-in':
      return criterion.values.length === 1
        ? `${criterion.field} != ${quoteTicketSql(criterion.values[0] ?? '')}`
        : `(${criterion.values.map((value) => `${criterion.field} != ${quoteTicketSql(value)}`).join(' AND ')})`;
    case 'within':
      return either(
        criterion.ranges
          .map(([from, to]) =>
            [
              from === -Infinity ? '' : `${criterion.field} >= ${from}`,
              to === Infinity ? '' : `${criterion.field} < ${to}`,
            ]
              .filter((part) => part !== '')
              .join(' AND '),
          )
          .map((range) => `(${range})`),
      );
    case 'filled':
      return `${criterion.field} IS NOT NULL`;
    case 'empty':
      return `${criterion.field} IS NULL`;
    case 'from':
      return `${criterion.field} >= ${quoteTicketSql(criterion.value)}`;
    case 'before':
      return `${criterion.field} < ${quoteTicketSql(criterion.value)}`;
    case 'word': {
      const { fields, number, word } = criterion;
      const digits = /^#?(\d{1,15})$/.exec(word)?.[1];
      const same = number !== undefined && digits !== undefined ? [`${number} = ${digits}`] : [];
      return either([...fields.map((field) => `${field} LIKE ${quoteTicketSql(word)}`), ...same]);
    }
  }
}

const ticketSqlOf: Dialect = (criteria, filter, vars) => {
  const scope = (filter.scope ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    quoteTicketSql(Object.hasOwn(vars, name) ? (vars[name] ?? '') : ''),
  );
  const conditions = [...(scope === '' ? [] : [scope]), ...criteria.map(condition)];
  return [[filter.param ?? 'query', conditions.join(' AND ') || 'id > 0']];
};

/** Request Tracker's TicketSQL in one parameter. In the scope `{name}` is a variable, quoted. */
export const ticketsql: Dialect = Object.assign(ticketSqlOf, {
  can: { exclude: true, ranges: true, empty: true },
});
