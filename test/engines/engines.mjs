export const launchers = {};
