// What a list shows when its incidents are there; fetched along with them.
export { ListRows } from './list-rows.js';
export { rowsStyles } from './list-rows.styles.js';
export { renderTable } from './list-table.js';
