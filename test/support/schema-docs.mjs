/**
 * Puts the comments of a schema's source into the JSON Schema made of it, as `description`: editors show them while
 * somebody writes a file. They stay out of the code, which would carry them to every reader of a page.
 */
import ts from 'typescript';

const textOf = (comment) =>
  typeof comment === 'string' ? comment : (comment ?? []).map((part) => part.text).join('');

/** The JSDoc right before a node, in one line. */
export function commentOf(node) {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  if (docs.length > 0) return textOf(docs.at(-1).comment).replace(/\s+/g, ' ').trim();
  const { text } = node.getSourceFile();
  // Members of a list carry no JSDoc in the syntax tree.
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const last = ranges.map(({ pos, end }) => text.slice(pos, end)).at(-1) ?? '';
  return /^\/\*\*/.test(last)
    ? last
        .replace(/^\/\*\*|\*\/$/g, '')
        .replace(/^\s*\* ?/gm, '')
        .replace(/\s+/g, ' ')
        .trim()
    : '';
}

/** The properties of an object, those of constants that are spread into it among them. */
const propertiesOf = (object, constants) =>
  object.properties
    .flatMap((one) =>
      ts.isSpreadAssignment(one) ? (constants.get(one.expression.text)?.properties ?? []) : [one],
    )
    .filter(ts.isPropertyAssignment);

/** What the comments say about one expression: of its properties, or of each of its alternatives. */
function read(node, constants) {
  if (ts.isIdentifier(node)) {
    const value = constants.get(node.text);
    return value ? read(value, constants) : {};
  }
  if (!ts.isCallExpression(node)) return {};
  const name = node.expression.getText().replace(/^v\./, '');
  const last = node.arguments.at(-1);
  if (name === 'strictObject' || name === 'object') {
    // Members counted out by a call, such as the days of the week, have no comment of their own.
    if (!ts.isObjectLiteralExpression(last)) return {};
    const properties = {};
    for (const property of propertiesOf(last, constants))
      properties[property.name.getText().replace(/^['"]|['"]$/g, '')] = {
        doc: commentOf(property),
        ...read(property.initializer, constants),
      };
    return { properties };
  }
  if ((name === 'union' || name === 'variant') && ts.isArrayLiteralExpression(last))
    return {
      alternatives: last.elements.map((element) => ({
        doc: commentOf(element),
        ...read(element, constants),
      })),
    };
  const inner = ['optional', 'nullable', 'array', 'pipe'].includes(name) ? node.arguments[0] : last;
  return inner ? read(inner, constants) : {};
}

function describe(schema, docs) {
  const { properties, alternatives } = docs;
  for (const [name, inner] of Object.entries(properties ?? {})) {
    const found = schema.properties?.[name];
    if (!found) continue;
    schema.properties[name] = { ...(inner.doc ? { description: inner.doc } : {}), ...found };
    describe(schema.properties[name], inner);
  }
  const list = schema.anyOf ?? schema.oneOf;
  list?.forEach((one, at) => {
    const mine = alternatives?.length === list.length ? alternatives[at] : docs;
    if (mine !== docs && mine.doc) list[at] = { description: mine.doc, ...one };
    describe(list[at], mine);
  });
  for (const part of ['items', 'additionalProperties'])
    if (typeof schema[part] === 'object') describe(schema[part], docs);
}

/**
 * @param {object} schema JSON Schema made of the constant `name`; changed in place
 * @param {readonly string[]} texts sources that declare it and the constants it is made of
 */
export function addDescriptions(schema, texts, name) {
  const constants = new Map();
  const statements = texts.flatMap(
    (text) => ts.createSourceFile('schema.ts', text, ts.ScriptTarget.Latest, true).statements,
  );
  for (const statement of statements.filter(ts.isVariableStatement))
    for (const { name: own, initializer } of statement.declarationList.declarations)
      if (initializer) constants.set(own.getText(), initializer);
  const root = constants.get(name);
  if (root) describe(schema, read(root, constants));
  return schema;
}
