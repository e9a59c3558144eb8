/** Served by the test runner's plugin; the address of the loopback server that can fail on demand. */
export declare const faultOrigin: string;
