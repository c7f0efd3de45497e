import { crossed, parts } from './compose.ts'

/** Surnames of England, Scotland, Wales and Cornwall after the commonest: first known ones, then composed. */
const known = parts(`
  Abbott Akers Alcock Aldridge Appleby Archer Armitage Arnold Atkinson Austin Bacon Baldwin Banks
  Barber Barlow Baron Barrett Barron Bartlett Barton Bates Baxter Beale Beaumont Beck Begley Benson
  Berry Best Bird Bishop Blackburn Blake Bolton Bond Booth Bowen Bowman Boyd Bradley Bradshaw Bray
  Brennan Briggs Bristow Brookes Bruce Bryant Buckley Bull Burgess Burns Burrows Bush Byrne Cameron
  Cannon Carr Cartwright Chambers Chandler Cherry Church Clayton Clements Clifford Cole Coles Conway
  Coombes Corbett Cotton Craig Crane Crawford Cross Crossley Crowther Curtis Dale Dalton Daniels
  Davey Davidson Davison Dawson Day Dean Dennis Dobson Dodd Douglas Dove Doyle Drake Duncan Dunn
  Dyer Eaton Eccles Elliott Emery English Everett Farmer Farrell Farrow Fawcett Ferguson Field Finch
  Flynn Ford Forster Fowler Francis Franklin Fraser Freeman French Frost Fuller Gardiner Gardner
  Garner George Gibbons Gilbert Giles Gill Glover Goddard Godfrey Goodwin Gordon Gough Grant Greaves
  Greenwood Griffin Griffiths Hale Hammond Hancock Hardy Hargreaves Harper Hart Hartley Harvey
  Hayes Haynes Hayward Heath Henderson Henry Herbert Hewitt Hicks Higgins Hilton Hobbs Hodgson
  Holden Holland Holloway Holt Hooper Hope Hopkins Horton Houghton Howard Howarth Howe Howell
  Hudson Humphries Hunter Hurst Hutchinson Iles Ingram Inman Irving Jarvis Jeffery Jennings John
  Johnston Jordan Joyce Kaye Kelly Kemp Kendall Kent Kerr Kidd Kirby Kirk Knowles Lamb Lambert Lane
  Law Leach Leonard Little Long Lowe Lucas Lynch Lyons Manning Mann March Marsden Marsh Martin Mason
  Mather Matthews May Mellor Metcalfe Middleton Miles Moody Moran Morgan Morley Morrison Morrow
  Moss Mould Myers Naylor Nash Neal Nelson Newman Newton Nicholls Nicholson Nixon Noble Nolan Norman
  Norris North Norton Oakes Oldham Oliver Osborn Owen Owens Page Parkes Parkin Parkinson Parry
  Parsons Patterson Peacock Pearson Perkins Perry Peters Pickering Piper Pitt Pollard Poole
  Pope Porter Potter Potts Pratt Preston Price Pugh Quick Quinn Ramsden Randall Read Reed Rees Reeve
  Reid Rhodes Rice Riley Rimmer Rose Ross Rowe Rowley Rudd Rushton Ryder Sanders Sanderson Savage
  Schofield Scott Seymour Sharp Sharpe Shepherd Sheppard Short Simmons Sims Skinner Slater Small
  Smart Spencer Stacey Stanley Steele Stephens Stephenson Stevenson Stewart Stokes Stone Storey
  Sullivan Summers Sutherland Swift Sykes Talbot Tate Thomas Thorne Thorpe Tomlinson Townsend Tucker
  Turnbull Tyler Underwood Vaughan Vincent Wade Wallace Waller Wallis Walsh Walters Walton Wardle
  Waters Watkins Watts Weaver Webster Weston Wheeler Whitaker Whitehead Whitehouse Whittaker Wilcox
  Wilkins Wilkinson Willis Winter Woods Woodward Woolley Wyatt Yates Yeo Yorke`)

const places = crossed(
  `Ash Brad Bram Brook Birk Black Cald Carl Chad Clay Cran Crow Dun Elm Fair Farn Fen Gar Green Hal
   Ham Har Hart Haw Hazel Heath Hes Hol Horn Hurst Kel Kirk Lang Lin Lock Mar Mel Mid Mor Nor North
   Oak Old Os Pen Pem Rad Ram Red Ros Rush Sal Sand Shel Short Sil South Stan Stock Sut Swin Thorn
   Thur Tor Wal War Wat Wel Wes West Wether White Whit Wil Win Wood Wool Wor Wynd Yar`,
  `ley ton ham ford worth wood field well by shaw bourne brook bury combe croft dale den don hurst
   land low man mere more ridge row side stead stock wick with gate cliffe ham ing stone`,
)
const fathers = crossed(
  `Adam Alan Ben Clem Col Daw Dick Dob Eli Ell Gib Greg Hal Hob Hud Jack Jan Jef Jen Lar Law Mat
   Mor Nel Nick Pat Per Phil Raw Rob Rol Sam Sim Step Tom Wat Wil Wit`,
  `son kins kinson lin ett cock man ard`,
)
const scottish = crossed(
  `Mac Mc`,
  `Adam Alister Arthur Aulay Bride Callum Coll Cormick Dougall Ewan Farlane Gill Gowan Gregor Innes
   Intosh Intyre Kay Kenna Kenzie Kinnon Lachlan Laren Lean Lellan Leod Millan Nab Naughton Neil
   Nicol Phail Pherson Quarrie Rae Tavish Vicar Whirter Gillivray Fadyen`,
)
const cornish = crossed(
  `Tre Pol Pen Ros Lan`,
  `awney bilcock carne garth gove kerris loar mayne mellick nance sidder thewey vanion vose warne
   wartha gellas denick glaze keath`,
)
const trades = crossed(
  `Arrow Gold Black Silver Cart Wheel Plough Wain Boat Mill Hop Sheep Wool Net Stone Turf Salt Lock
   Nail Brass Copper Spear Shear Rope Barrel`,
  `smith wright man maker good`,
)

/** British surnames after the commonest, in falling order of frequency. */
export const rarerBritishSurnames: readonly string[] = [
  ...known,
  ...mixed([places, fathers, scottish, cornish, trades]),
]

// Lists taken in turn, the long one oftener, so that no kind of name is rarer than another.
function mixed(lists: string[][]): string[] {
  const longest = Math.max(...lists.map((list) => list.length))
  return lists
    .flatMap((list) => list.map((name, at) => ({ name, at: (at * longest) / list.length })))
    .sort((one, other) => one.at - other.at || (one.name < other.name ? -1 : 1))
    .map(({ name }) => name)
}
