import { weigh } from '../random.ts'

/** Invented parts of the town and the postal district of each. */
export const localities: readonly { name: string; district: number }[] = [
  { name: 'Netherfold', district: 1 },
  { name: 'Lantern Hill', district: 1 },
  { name: 'Millbrake', district: 2 },
  { name: 'Eastmoat', district: 3 },
  { name: 'Coldwell Green', district: 3 },
  { name: 'Tallow Park', district: 4 },
  { name: 'Saint Orrin', district: 5 },
  { name: 'Hopfield', district: 6 },
  { name: 'Quarry Bank', district: 7 },
  { name: 'Outer Marsh', district: 8 },
  { name: 'Priory End', district: 9 },
]

/** First words of street names. */
export const streetStarts: readonly string[] = `
  Acorn Albany Alder Amber Applegarth Arden Aspen Badger Barley Beacon Beech Bellmaker Birch
  Blackthorn Bluebell Bramble Briar Brook Buttercup Canal Cardinal Castle Cedar Chapel Cherry
  Chestnut Clover Cobbler Coppice Cowslip Crane Cygnet Dairy Damson Dovecote Drover Elder Elm
  Falcon Farrier Fenn Fern Finch Foundry Foxglove Garnet Gorse Granary Hawthorn Hazel Heather
  Heron Holly Ivory Jasmine Juniper Kestrel Kiln Kingfisher Lapwing Larch Laurel Lavender Linnet
  Loom Magnolia Mallard Maple Meadow Mulberry Nightingale Oak Orchard Osier Otter Partridge
  Paddock Pear Pine Plover Poplar Primrose Quince Raven Robin Rowan Rush Saddler Sandpiper Sedge
  Skylark Sorrel Spindle Starling Swallow Sycamore Tanner Teasel Thistle Tollgate Valerian
  Vicarage Walnut Weaver Wheelwright Willow Windmill Wren Yarrow Yew`
  .trim()
  .split(/\s+/)

/** Last words of street names, with how common each is. */
export const streetEnds = weigh([
  ['Road', 26],
  ['Street', 16],
  ['Avenue', 14],
  ['Close', 13],
  ['Lane', 7],
  ['Drive', 7],
  ['Gardens', 6],
  ['Way', 5],
  ['Terrace', 4],
  ['Crescent', 4],
  ['Grove', 3],
  ['Court', 6],
  ['House', 4],
  ['Point', 2],
] as const)

/** What stands before the number where a house is divided. */
export const houseKinds = weigh([
  ['Flat 1', 4],
  ['Flat 2', 4],
  ['Flat 3', 2],
  ['Flat A', 2],
  ['Flat B', 2],
  ['First Floor Flat', 2],
  ['Basement Flat', 1],
] as const)
