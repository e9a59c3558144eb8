/** For the analyser: it would otherwise write its own idea of the manifest's place into package.json. */
export default { packagejson: false, litelement: true };
