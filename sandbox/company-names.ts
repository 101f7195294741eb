/** Names by place, so that the seeded company looks like one that hires in many countries. */
export interface Place {
  readonly country: string;
  readonly city: string;
  readonly timeZone: string;
  /** International prefix without the plus sign. */
  readonly dialCode: string;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
}

function place(
  where: readonly [string, string, string, string],
  firstNames: string,
  lastNames: string,
): Place {
  const [country, city, timeZone, dialCode] = where;
  return {
    country,
    city,
    timeZone,
    dialCode,
    firstNames: firstNames.split(" "),
    lastNames: lastNames.split(" "),
  };
}

export const places: readonly Place[] = [
  place(
    ["IT", "Lecce", "Europe/Rome", "39"],
    "Giulia Marco Chiara Matteo Francesca Niccolò Elisa Davide Martina Andrea Sofia Luca",
    "Rossi Greco Conti Esposito D'Angelo Ferrara Marino Colombo Lombardi Fontana Serra Villa",
  ),
  place(
    ["DE", "Berlin", "Europe/Berlin", "49"],
    "Anna Jürgen Lena Felix Katharina Björn Mia Tobias Jonas Greta Özlem Emre",
    "Müller Schäfer Weiß Köhler Brandt Vogel Krüger Yılmaz Hartmann Seidel Lorenz Böhm",
  ),
  place(
    ["ES", "Madrid", "Europe/Madrid", "34"],
    "Lucía Álvaro Carmen Javier Nuria Íñigo Marta Sergio Elena Pablo Inés Raúl",
    "García Núñez Romero Ortega Ibáñez Castillo Muñoz Vidal Peña Serrano Gil Campos",
  ),
  place(
    ["US", "Austin", "America/Chicago", "1"],
    "Olivia Jamal Emily Tyler Aaliyah Ethan Madison Brandon Destiny Noah Grace Caleb",
    "Johnson Williams Brooks Carter Reed Washington Hayes Murphy Bennett Coleman Price Ward",
  ),
  place(
    ["GB", "Leeds", "Europe/London", "44"],
    "Amelia Oliver Isla Harry Zara Callum Freya Rhys Imogen Ewan Poppy Angus",
    "Smith Taylor Hughes O'Neill Macdonald Khan Clarke Patel Fraser Walsh Bailey Price-Jones",
  ),
  place(
    ["IN", "Pune", "Asia/Kolkata", "91"],
    "Ananya Rohan Priya Arjun Meera Vikram Divya Aditya Kavya Sanjay Isha Nikhil",
    "Sharma Iyer Patil Reddy Nair Banerjee Gupta Kulkarni Menon Chatterjee Desai Rao",
  ),
  place(
    ["BR", "Recife", "America/Recife", "55"],
    "Beatriz João Larissa Thiago Camila Rafael Letícia Gustavo Mariana Caio Júlia Otávio",
    "Silva Souza Araújo Pereira Gonçalves Barbosa Teixeira Cardoso Moraes Pinto Ramos Nogueira",
  ),
  place(
    ["NG", "Lagos", "Africa/Lagos", "234"],
    "Adaeze Chinedu Ngozi Tunde Amina Emeka Folake Ibrahim Zainab Segun Ifeoma Kelechi",
    "Okafor Adeyemi Balogun Eze Nwosu Abubakar Okonkwo Afolabi Danjuma Obi Ogunleye Bello",
  ),
  place(
    ["VN", "Hanoi", "Asia/Ho_Chi_Minh", "84"],
    "Linh Minh Trang Quân Hương Đức Mai Tuấn Ngọc Bảo Thảo Khánh",
    "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương",
  ),
  place(
    ["PL", "Kraków", "Europe/Warsaw", "48"],
    "Zofia Łukasz Agnieszka Paweł Magdalena Krzysztof Kinga Wojciech Hanna Michał Ewa Stanisław",
    "Kowalczyk Wójcik Zieliński Szymański Woźniak Dąbrowska Lis Maj Pawlak Sikora Król Duda",
  ),
  place(
    ["JP", "Osaka", "Asia/Tokyo", "81"],
    "Haruka Kenji Yui Takumi Sakura Ren Aoi Daichi Mei Sota Hina Kaito",
    "Tanaka Suzuki Takahashi Watanabe Kobayashi Mori Ishikawa Ogawa Hayashi Fujita Endo Sakai",
  ),
  place(
    ["NO", "Bergen", "Europe/Oslo", "47"],
    "Ingrid Øyvind Solveig Lars Åse Magnus Nora Håkon Sigrid Eirik Tuva Jørgen",
    "Hansen Bjørnstad Solberg Lunde Haugen Strand Myhre Aasen Dahl Rønning Vik Moen",
  ),
];
