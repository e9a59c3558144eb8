import './define/index.js';

export { registerLocale } from './locales/registry.js';
