import { parentPort, workerData } from 'node:worker_threads'
import { runSample, type SampleJob } from './run-sample.ts'

if (parentPort && (workerData as { linkageSample?: SampleJob } | null)?.linkageSample) {
  parentPort.postMessage(runSample((workerData as { linkageSample: SampleJob }).linkageSample))
}
