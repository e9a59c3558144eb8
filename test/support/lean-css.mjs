/** Style sheets in `css` templates without comments and blank space: bundlers do not look into templates. */
const template = /\bcss`([^`]*)`/g;

/** Only what cannot change a selector: blanks around braces, semicolons and commas, and after a property's colon. */
const squeezeRules = (rules) =>
  rules
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}');

/** What stands in quotes is shown to people and stays as it is. */
const squeeze = (sheet) =>
  sheet
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/('[^']*'|"[^"]*")/)
    .map((part, at) => (at % 2 === 1 ? part : squeezeRules(part)))
    .join('')
    .trim();

export const leanCss = (code) => code.replace(template, (_, sheet) => `css\`${squeeze(sheet)}\``);

/** For Vite and rolldown. */
export const leanCssPlugin = () => ({
  name: 'lean-css',
  enforce: 'pre',
  transform(code, id) {
    return /\/src\/.*\.ts$/.test(id) && code.includes('css`') ? { code: leanCss(code), map: null } : null;
  },
});
