import { common } from './ar/common.js';
import { form } from './ar/form.js';
import { matrix } from './ar/matrix.js';
import { outbox } from './ar/outbox.js';
import { timeline } from './ar/timeline.js';
import { kpi } from './ar/kpi.js';
import { list } from './ar/list.js';

export default { ...common, ...matrix, ...form, ...outbox, ...timeline, ...kpi, ...list };
