/** Runs in a thread of its own: begins to write into every store of a database and never comes to an end. */
const script = `
  onmessage = ({ data: name }) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      const stores = [...request.result.objectStoreNames];
      const store = request.result.transaction(stores, 'readwrite').objectStore(stores[0]);
      const again = () => void (store.get('nothing').onsuccess = again);
      store.get('nothing').onsuccess = () => {
        again();
        postMessage('frozen');
      };
    };
  };
`;

/**
 * Another tab that has begun to write and was then frozen: it keeps every store of the database. Resolves when it has
 * begun, with what closes it.
 */
export async function freeze(name: string): Promise<() => void> {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  const frozen = new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
  worker.postMessage(name);
  await frozen;
  return () => worker.terminate();
}
