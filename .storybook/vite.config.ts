import { defineConfig } from 'vite';

export default defineConfig({ publicDir: false, build: { chunkSizeWarningLimit: 4000 } });
