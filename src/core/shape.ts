/** What is wrong with the form of one place in a file somebody wrote, as a schema has found it. */
interface Misshapen {
  readonly expected: string | null;
  readonly received: string;
  readonly message: string;
}

/** The same in words: what is no word there, or which words there are. `file` is what the schema is called by. */
export function shapeMessage({ expected, received, message }: Misshapen, file: 'profile' | 'policy'): string {
  if (expected === 'never')
    return `${received} is no word of a ${file} here; those there are stand in ${file}.schema.json.`;
  const known = [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, word = '']) => word);
  return known.length > 0 && received.startsWith('"')
    ? `There is no ${received} here; use ${known.join(', ')}.`
    : `${message}.`;
}
