import { crossed, hyphened, parts } from './compose.ts'

/** Forenames of British children after the commonest; double ones are composed. */
export const rarerBritishBoys: readonly string[] = [
  ...parts(`
    Sebastian Caleb Gabriel Roman Ezra Felix Jasper Rupert Albert Ralph Otis Ernest Rowan Sonny Roy
    Billy Bobby Tommy Jesse Vinnie Reggie Ted Louis Elliot Harvey Blake Jamie Leon Aaron
    Adam Aidan Alec Alex Angus Anthony Ashton August Austin Barnaby Beau Bodhi Bradley Brandon Brody
    Bruce Caden Caelan Cameron Carter Casper Charles Chester Cody Cole Conrad Cooper Cruz Damian
    Dexter Dominic Douglas Duke Duncan Dusty Eddie Edgar Edison Edmund Eli Ellis Elvis Emmett Enzo
    Eric Evan Ewan Fabian Fergus Finn Finlay Fletcher Flynn Francis Fraser Freddy Gene Godfrey
    Gethin Grayson Gregory Griff Gus Hamish Harley Harris Heath Hector Hendrix Herbert Hunter Huw
    Ian Iestyn Ieuan Ike Ivan Ivor Jago Jake Jay Jed Jensen Jerome Jeremy Joel Jonah Jonathan Jonas
    Jonty Jordan Josiah Joss Julian Justin Kaiden Kayden Keenan Keir Kenneth Kenzo Kester Kieran Kit
    Koa Kobe Kyle Lance Laurence Lawson Lennon Lennox Leonard Lewie Lincoln Linus Lochlan Loui Lowen
    Lucian Lyle Macaulay Macsen Magnus Malachy Marley Marlon Marshall Martin Maverick Maxwell Miles
    Milo Montgomery Monty Morgan Myles Nate Nathaniel Ned Nicholas Nico Noel Oakley Odin Olly
    Orlando Orson Osian Oswald Owain Owen Patrick Percy Perry Peter Philip Phoenix Piers Preston
    Quentin Quinn Rafe Rafferty Reid Remy Rex Rhodri Rhys River Robin Rocco Rocky Roger
    Romeo Ross Roscoe Rufus Russell Samson Saul Scott Sean Seb Shane Shay Silas Simon Spencer Spike
    Stefan Stephen Stuart Sylvester Tate Taylor Theodore Tobias Todd Tom Torin Tristan Troy Ulysses
    Victor Wilbur Wilf Wilfred Wolf Woody Wyatt Xander Zac Zander Zeke Ziggy`),
  ...crossed(
    `Alfie Archie Bobby Charlie Freddie Frankie Harry Jack Jay Jamie Leo Ollie Riley Ronnie Teddy
     Tommy Tyler Kai Logan Noah Theo Albie`,
    `Lee James Jay Joe Ray John Jack Joseph David George Thomas Alan Dean Paul`,
    hyphened,
  ),
]

/** The same for girls. */
export const rarerBritishGirls: readonly string[] = [
  ...parts(`
    Aria Luna Mila Maya Zara Violet Hallie Arabella Beatrice Harriet Robyn Thea Iris Ottilie Edith
    Maeve Aurora Nova Ophelia Esme Margot Mabel Clara Ada Alba Alexa Alexandra Alicia Alina
    Alyssa Amelie Amy Anastasia Anna Annabel Annabelle Annie April Arwen Ashley Astrid Athena Aubrey
    Audrey Aveline Bea Betsy Betty Blossom Blythe Bonnie Bridie Bronte Bronwen Brooke Bryony Cara
    Carys Cassie Catrin Cecily Celeste Celine Cerys Charley Cherry Clementine Coco Connie Cordelia
    Cora Cosima Courtney Dahlia Daphne Darcy Delilah Della Demelza Diana Dolly Dora Dorothy Edie
    Effie Eilidh Eira Elena Elin Ellen Ellie Elodie Eloise Elora Elowen Elspeth Ember Emmeline
    Enid Erica Esther Ettie Eva Evangeline Faith Farrah Faye Felicity Fern Ffion Fiona
    Fleur Flora Frances Francesca Frankie Gabriella Gemma Genevieve Ginny Gladys Gracie Greta Gwen
    Hattie Hazel Heather Heidi Helena Hermione Hettie Honey Honor Hope Ida Imelda India Indie Inez
    Ingrid Isabel Isabelle Isadora Isobel Jade Jane Jemima Jenna Jennifer Jenny Joanna Jodie Josie
    Josephine Joy Julia Juliet June Juno Kara Kate Katherine Kayla Kayleigh Keira Kendra Keeley
    Kerensa Kiera Kimberley Kirsty Kit Kitty Lacey Lana Lara Lark Laura Lauren Leia Lena Leonie
    Leonora Lexie Lilah Lilian Liliana Lillie Lois Lorelei Lorna Lottie Louisa Louise Luana Lucia
    Lucinda Lula Lulu Lyla Lyra Mabli Macy Madeleine Madison Mae Maggie Maia Mali Malia Margaret
    Marianne Marigold Marina Marley Marnie Mary Maud Maude Maxine Melanie Melissa Melody
    Mercy Meredith Mollie Morgan Morwenna Morgana Myla Myrtle Nadia Naomi Natalie Natasha Neave Nell
    Nellie Nerys Nia Niamh Nicole Niki Nina Noa Nora Norah Octavia Olive Oriana
    Paisley Pandora Patience Pearl Peggy Persephone Petra Philippa Pippa Pixie Polly Primrose
    Princess Prudence Quinn Rachel Ramona Raven Reagan Remi Rhiannon River Robin Roisin Romilly Romy
    Rosa Rosalie Rosalind Rosanna Rose Rosemary Rowan Roxy Ruth Sabrina Sadie Saffron Sally
    Samantha Saoirse Sapphire Sarah Saskia Savannah Selena Seren Shannon Sian Skyla
    Stella Stevie Susie Suki Sylvie Tabitha Tallulah Tamsin Tara Tess Tessa Thalia Theodora Tia
    Tiffany Toni Trinity Una Ursula Valentina Vanessa Venetia Verity Veronica Vesper
    Vienna Viola Vivian Vivienne Wanda Wilhelmina Willa Winifred Winnie Wren Xanthe Yasmin Yvie
    Zelda Zena Zinnia Zoe`),
  ...crossed(
    `Amelia Ava Bella Daisy Ella Ellie Elsie Emily Esme Eva Evie Gracie Hallie Isla Ivy Layla Lexi
     Lilly Lily Lola Lucy Maisie Millie Olivia Poppy Rosie Ruby Scarlett Sophie Summer Tilly Willow`,
    `Mae May Rose Grace Jo Louise Jane Leigh Anne Belle Lou Jean Beth Ann Faye Elizabeth`,
    hyphened,
  ),
]

/** Forenames of British grown-ups after the commonest. */
export const rarerBritishMen: readonly string[] = parts(`
  Aaron Adrian Aidan Alastair Alex Alexander Alfred Allan Angus Ashton Barry Bernard Billy Bradley
  Brett Brian Bruce Callum Cameron Charles Charlie Clive Colin Conor Cyril Dale Damian Damon Danny
  Darryl Dennis Derek Dominic Donald Douglas Duncan Dylan Elliot Eric Frank Fraser Frazer Gavin
  Geoffrey George Gerald Giles Glen Glyn Gordon Graham Grant Gregory Guy Harry Harvey Henry Howard
  Hugh Huw Iain Ivan Jack Jake Jason Jeremy Joe Joel John Jon Josh Joshua Julian Justin Karl Keith
  Kenneth Kyle Laurence Leigh Leon Lewis Lloyd Louis Malcolm Marc Marcus Matt Max Maurice Mitchell
  Neal Nigel Noel Oliver Oscar Owen Patrick Perry Ralph Ray Raymond Rhys Robin Rodney Roger Ronald
  Ross Rory Roy Rupert Russell Sean Sebastian Shane Sidney Spencer Stanley Stewart Stuart Terence
  Terry Timothy Toby Todd Tom Tony Trevor Tristan Troy Tyrone Vaughan Vincent Warren Wayne Wesley
  Zak`)

/** The same for women. */
export const rarerBritishWomen: readonly string[] = parts(`
  Abigail Adele Alexandra Alice Alicia Amber Andrea Angela Anita Ann Anna Annabel Anne Annette
  Audrey Barbara Beverley Bonnie Brenda Brooke Carla Carmel Carol Caroline Carolyn Cara Cassandra
  Cathryn Cheryl Christina Christine Clare Claudia Colette Courtney Dana Daisy Dawn Debbie Denise
  Diane Dianne Eleanor Ella Ellen Eloise Emily Erica Erin Esther Eve Faye Felicity Fiona Frances
  Francesca Gail Gaynor Georgia Georgina Geraldine Gillian Gina Grace Gwen Harriet Hazel Heather
  Heidi Hilary Holly Imogen Irene Isabel Jackie Jacqueline Jane Janet Janice Janine Jasmine Jayne
  Jean Jeanette Jemma Jenna Jenny Jill Jo Joan Joanna Jolene Josephine Joy Joyce Judith Julia
  Juliet Justine Kate Katherine Kathleen Kathryn Katrina Kay Keely Kellie Kim Kimberley Kirstie
  Kristina Kylie Lesley Linda Lindsay Lorna Lorraine Louisa Lucinda Lydia Lynn Lynne Lynsey Maddison
  Mandy Margaret Maria Marie Marian Marilyn Martina Mary Maureen Maxine Megan Melanie Melissa Meriel
  Miriam Molly Morag Nadia Naomi Natasha Nichola Nina Olivia Paige Pamela Patricia Paula Pauline
  Penelope Philippa Phoebe Poppy Rhian Rhiannon Rosalind Rose Rosemary Rosie Rowena Roxanne Ruth
  Sabrina Sally Sandra Shannon Sharon Sheila Shelley Shirley Shona Sian Simone Siobhan Sonia Sophia
  Sophie Suzanne Sylvia Tabitha Tamara Tamsin Tania Tanya Tara Teresa Terri Tina Toni Toyah Tricia
  Una Valerie Vanessa Verity Veronica Vicki Vivien Wendy Yasmin Yvette Yvonne`)
