import {
  rarerBritishBoys,
  rarerBritishGirls,
  rarerBritishMen,
  rarerBritishWomen,
} from './british-forenames.ts'
import { rarerBritishSurnames } from './british-surnames.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** English, Scottish and Welsh names. */
export const whiteBritish: NameTables = nameTables({
  surnameFlatness: 14,
  forenameFlatness: 22,
  surnames: `
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker
    White Roberts Green Hall Wood Jackson Clarke Harris Lewis Clark Cooper Turner Hill Ward Moore
    Morris Harrison King Baker Watson Allen Parker Bennett Young Cook Richardson Bailey Collins
    Bell Shaw Murphy Miller Cox Marshall Anderson Simpson Ellis Carter Mitchell Webb Adams Mills
    Palmer Stevens Foster Barnes Knight Chapman Powell Butler Russell Dixon Hunt Fisher Pearce
    Holmes Gibson Rogers Lloyd Payne Graham Walsh Reynolds Barker Gray Fox Hughes Edwards Phillips
    Fletcher Saunders Burton Hawkins Osborne Lawson Sutton Atkins Gregory Pritchard Blackwell
    Thornton Ashworth Kershaw Fairclough Hollis Tranter Penfold Wetherby Cresswell`,
  boys: `
    Oliver George Harry Noah Jack Arthur Leo Charlie Oscar Jacob Alfie Freddie Archie Thomas Theo
    Joshua Henry William James Max Lucas Ethan Finley Joseph Samuel Logan Edward Teddy Isaac
    Alexander Daniel Benjamin Harrison Mason Reuben Luca Jude Elijah Toby Dylan Riley Liam Callum
    Tyler Jayden Kian Lewis Connor Ryan Luke Nathan Matthew Kai Bailey Ellis Zachary Rory Jenson
    Frankie Ronnie Albie Hugo Stanley Louie Jaxon Robert Christopher Michael David`,
  girls: `
    Olivia Amelia Isla Ava Emily Mia Ella Poppy Grace Sophie Lily Evie Freya Charlotte Jessica
    Isabella Ivy Daisy Florence Sophia Willow Phoebe Elsie Sienna Evelyn Rosie Alice Matilda Ruby
    Millie Harper Eleanor Chloe Lola Scarlett Layla Maisie Lucy Erin Imogen Holly Summer Megan
    Amber Skye Lexi Darcey Bella Eliza Penelope Martha Nancy Georgia Abigail Hannah Leah Jasmine
    Elizabeth Katie Molly Caitlin Bethany Victoria Rebecca Eve Orla Tilly Paige Demi Rose`,
  men: `
    David Paul James Mark Andrew Michael Stephen Daniel Christopher Matthew Robert Lee Richard
    Thomas Craig Adam Ryan Jamie Peter Simon Gary Jonathan Scott Benjamin Anthony Luke Martin
    Steven Shaun Philip Darren Stuart Neil Kevin Alan Joseph William Nicholas Dean Gareth Ian Carl
    Edward Samuel Kieran Ashley Jordan Liam`,
  women: `
    Sarah Emma Laura Rebecca Claire Lisa Gemma Victoria Nicola Samantha Kelly Rachel Michelle
    Hannah Charlotte Jennifer Katie Louise Amy Stacey Natalie Danielle Kirsty Lauren Leanne
    Elizabeth Joanne Helen Catherine Jessica Zoe Stephanie Donna Hayley Kerry Lucy Alison Karen
    Amanda Carly Jodie Chelsea Jade Susan Deborah Julie Tracey Bethany`,
  rarer: {
    surnames: rarerBritishSurnames,
    boys: rarerBritishBoys,
    girls: rarerBritishGirls,
    men: rarerBritishMen,
    women: rarerBritishWomen,
  },
})
