const serials = new WeakMap<HTMLElement, number>();
let last = 0;

/**
 * Names a row by the cells that tell of its incident. Its tick and its menu say the number too, for those who are at
 * them; a row that is read out as a whole would say it three times.
 */
export function nameRow(row: HTMLElement): void {
  const serial = serials.get(row) ?? ++last;
  serials.set(row, serial);
  const cells = [...row.querySelectorAll('.cell-line, .cell-more')];
  cells.forEach((cell, at) => {
    cell.id = `row-${String(serial)}-${String(at)}`;
  });
  row.setAttribute('aria-labelledby', cells.map(({ id }) => id).join(' '));
}
