/** Which browsers a run uses: the default (undefined) or those named in the variable ENGINES. */
export async function enginesFromEnvironment() {
  const wanted = (process.env.ENGINES ?? '').split(',').filter(Boolean);
  if (wanted.length === 0) return undefined;
  const { launchers } = await import('./engines.mjs');
  return Promise.all(
    wanted.map((name) => {
      const launcher = launchers[name];
      if (!launcher) throw new Error(`Unknown engine "${name}": use ${Object.keys(launchers).join(', ')}.`);
      return launcher();
    }),
  );
}
