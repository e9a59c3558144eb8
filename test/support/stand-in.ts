/** Puts other things into the place of the browser's own for one test, and back again. */
export function standIns(): {
  readonly replace: (object: object, name: string, descriptor: PropertyDescriptor) => void;
  readonly heal: () => void;
} {
  const restore: (() => void)[] = [];
  return {
    replace(object, name, descriptor) {
      const own = Object.getOwnPropertyDescriptor(object, name);
      Object.defineProperty(object, name, { configurable: true, ...descriptor });
      restore.push(() =>
        own ? Object.defineProperty(object, name, own) : Reflect.deleteProperty(object, name),
      );
    },
    heal() {
      // Backwards, so that what was replaced twice is the browser's own again.
      for (const undo of restore.splice(0).reverse()) undo();
    },
  };
}
