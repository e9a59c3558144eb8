import './define/index.js';

export * from './index.js';
