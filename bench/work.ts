import { join } from 'node:path'
import type { LinkageJob, RunLine } from './run-linkage.ts'
import type { SplinkLine } from './sides.ts'
import { share } from './table.ts'

/** One piece of work of the table: the same job on both sides and what is to be reached. */
export interface Work {
  id: string
  title: string
  /** Timed work is run as often as asked; work for scores alone once. */
  timed: boolean
  splink: { script: string; args: readonly string[]; requirements?: string }
  ours: LinkageJob
  target: string
  /** How the sides compare, and if that is enough. */
  judge(splink: SplinkLine | null, ours: RunLine): { ratio: string; reached: boolean | null }
  splinkSays(line: SplinkLine): string
  oursSays(line: RunLine): string
}

const seconds = (line: { wall: number; cpu: number; peak_mb: number }) =>
  `${line.wall.toFixed(2)} s, CPU ${line.cpu.toFixed(1)} s, ${Math.round(line.peak_mb)} MB`

const times = (value: number) => `${value.toFixed(1)}×`

function timed(wallAtLeast: number): Pick<Work, 'timed' | 'judge' | 'splinkSays' | 'oursSays'> {
  return {
    timed: true,
    splinkSays: seconds,
    oursSays: seconds,
    judge: (splink, ours) =>
      splink
        ? {
            ratio: `wall ${times(splink.wall / ours.wall)}`,
            reached: splink.wall / ours.wall >= wallAtLeast,
          }
        : { ratio: '', reached: null },
  }
}

interface Scored {
  pairsF1?: number
  f1: number
  precision?: number
}

function scored(least: Scored): Pick<Work, 'timed' | 'judge' | 'splinkSays' | 'oursSays'> {
  const figures = (line: {
    pairs: { f1: number }
    clusters?: { precision: number; recall: number; f1: number }
  }) =>
    `pairs F1 ${share(line.pairs.f1)}; clusters P ${share(line.clusters?.precision ?? 0)} R ${share(line.clusters?.recall ?? 0)} F1 ${share(line.clusters?.f1 ?? 0)}`
  return {
    timed: false,
    oursSays: figures,
    splinkSays: (line) =>
      `${figures(line)} (clusters at p ${line.cluster_threshold}); best pairs F1 ${share(line.pairs_best?.f1 ?? 0)}`,
    judge: (splink, ours) => ({
      ratio: splink?.clusters ? fewerErrors(splink.clusters.f1, ours.clusters.f1) : '',
      reached:
        ours.clusters.f1 >= least.f1 &&
        ours.clusters.precision >= (least.precision ?? 0) &&
        ours.pairs.f1 >= (least.pairsF1 ?? 0),
    }),
  }
}

function fewerErrors(theirs: number, ours: number): string {
  return ours === 1 ? 'no error left' : `errors ÷ ${((1 - theirs) / (1 - ours)).toFixed(1)}`
}

/** The rows of the table, for the data in a folder and the project at `root`. */
export function allWork(data: string, root: string): Work[] {
  const file = (name: string) => join(data, name)
  const ours = (name: string) => join(root, 'models', `${name}.yaml`)
  const asSplink = (name: string) => join(root, 'bench', 'models', `${name}.yaml`)
  const children = { files: [file('uk_children_1m.parquet')], truth: 'cluster' }
  const onePerSource = {
    script: 'uk_children_1m',
    args: [data, '--u-pairs', '1e6', '--one-per-source'],
    requirements: 'requirements-one-per-source',
  }
  return [
    {
      id: 'children-10m',
      title: 'uk_children_1m to components, u from 10,000,000 pairs',
      ...timed(4),
      splink: { script: 'uk_children_1m', args: [data, '--u-pairs', '1e7'] },
      ours: { model: asSplink('uk_children_1m'), ...children, uPairs: 1e7 },
      target: 'CPU and wall 4×, peak memory half',
      judge: (splink, line) =>
        splink
          ? {
              ratio: `wall ${times(splink.wall / line.wall)}, CPU ${times(splink.cpu / line.cpu)}, memory ${share(line.peak_mb / splink.peak_mb)}`,
              reached:
                splink.wall / line.wall >= 4 &&
                splink.cpu / line.cpu >= 4 &&
                line.peak_mb / splink.peak_mb <= 0.5,
            }
          : { ratio: '', reached: null },
    },
    {
      id: 'children-1m',
      title: 'the same, u from 1,000,000 pairs',
      ...timed(3),
      splink: { script: 'uk_children_1m', args: [data, '--u-pairs', '1e6'] },
      ours: { model: asSplink('uk_children_1m'), ...children, uPairs: 1e6 },
      target: 'wall 3×',
    },
    {
      id: 'children-one',
      title: 'uk_children_1m, one record per source, at its best',
      ...timed(8),
      splink: onePerSource,
      ours: { model: ours('uk_children_1m'), ...children },
      target: 'wall 8×',
    },
    {
      id: 'fake-warm',
      title: 'fake_1000, whole job in a warm process',
      ...timed(5),
      splink: { script: 'fake_1000', args: [data, '--warm'] },
      ours: {
        model: asSplink('fake_1000'),
        files: [file('fake_1000.csv')],
        truth: 'cluster',
        warm: true,
      },
      target: 'wall 5×',
    },
    {
      id: 'children-scores',
      title: 'uk_children_1m, one record per source',
      ...scored({ f1: 0.992, precision: 0.998 }),
      splink: onePerSource,
      ours: { model: ours('uk_children_1m'), ...children },
      target: 'clusters F1 .992, P .998',
    },
    {
      id: 'historical-scores',
      title: 'historical_50k',
      ...scored({ f1: 0.9, precision: 0.95 }),
      splink: { script: 'historical_50k', args: [data] },
      ours: {
        model: ours('historical_50k'),
        files: [file('historical_50k.parquet')],
        truth: 'cluster',
      },
      target: 'clusters F1 .90, P .95',
    },
    {
      id: 'fake-scores',
      title: 'fake_1000',
      ...scored({ f1: 0.98, pairsF1: 0.95 }),
      splink: { script: 'fake_1000', args: [data] },
      ours: { model: ours('fake_1000'), files: [file('fake_1000.csv')], truth: 'cluster' },
      target: 'pairs F1 .95, clusters F1 .98',
    },
    {
      id: 'febrl3-scores',
      title: 'febrl3',
      ...scored({ f1: 0.998 }),
      splink: { script: 'febrl3', args: [data] },
      ours: { model: ours('febrl3'), files: [file('febrl3.csv')], truth: 'person' },
      target: 'clusters F1 .998',
    },
    {
      id: 'febrl4-scores',
      title: 'febrl4, one to one',
      ...scored({ f1: 0.9998 }),
      splink: { script: 'febrl4', args: [data] },
      ours: {
        model: ours('febrl4'),
        files: [file('febrl4a.csv'), file('febrl4b.csv')],
        truth: 'person',
      },
      target: 'clusters F1 .9998',
    },
  ]
}
