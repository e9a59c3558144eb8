import { common } from './de/common.js';

export default { ...common };
