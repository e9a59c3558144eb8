import { common } from './de/common.js';
import { form } from './de/form.js';
import { matrix } from './de/matrix.js';
import { outbox } from './de/outbox.js';
import { timeline } from './de/timeline.js';
import { kpi } from './de/kpi.js';
import { list } from './de/list.js';

export default { ...common, ...matrix, ...form, ...outbox, ...timeline, ...kpi, ...list };
