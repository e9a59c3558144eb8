import { common } from './ar/common.js';

export default { ...common };
