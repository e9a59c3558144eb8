import './define/index.js';

export { registerLocale } from './ui/languages.js';
