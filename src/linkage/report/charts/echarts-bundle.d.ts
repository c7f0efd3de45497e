// The library in one file loads in a tenth of the time of its hundreds of modules; it has no types there.
declare module 'echarts/dist/echarts.esm.min' {
  export * from 'echarts'
}
