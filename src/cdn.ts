import './define/incident-desk.js';
import { loadElements } from './define/autoloader.js';

loadElements(document);

export { loadElements };
export { registerLocale } from './ui/languages.js';
