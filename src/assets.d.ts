/** Wasm files are bundled by wrangler as compiled modules; a Worker may not compile bytes itself. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}
