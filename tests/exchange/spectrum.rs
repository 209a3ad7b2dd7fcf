//! The cases of csv-spectrum (github.com/max-mapper/csv-spectrum), written out: the rows that every reader of CSV owes.

use super::{rows, write};

#[test]
fn each_gives_its_rows() {
    type Case<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a [&'a str]]);

    let table: &[Case<'_>] = &[
        (
            "comma_in_quotes",
            "first,last,address,city,zip\nJohn,Doe,120 any st.,\"Anytown, WW\",08123",
            &["first", "last", "address", "city", "zip"],
            &[&["John", "Doe", "120 any st.", "Anytown, WW", "08123"]],
        ),
        ("empty", "a,b,c\n1,\"\",\"\"\n2,3,4", &["a", "b", "c"], &[&["1", "", ""], &["2", "3", "4"]]),
        ("empty_crlf", "a,b,c\r\n1,\"\",\"\"\r\n2,3,4", &["a", "b", "c"], &[&["1", "", ""], &["2", "3", "4"]]),
        ("escaped_quotes", "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n", &["a", "b"], &[&["1", "ha \"ha\" ha"], &["3", "4"]]),
        (
            "json",
            "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"\n",
            &["key", "val"],
            &[&["1", "{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}"]],
        ),
        (
            "newlines",
            "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
            &["a", "b", "c"],
            &[&["1", "2", "3"], &["Once upon \na time", "5", "6"], &["7", "8", "9"]],
        ),
        (
            "newlines_crlf",
            "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
            &["a", "b", "c"],
            &[&["1", "2", "3"], &["Once upon \r\na time", "5", "6"], &["7", "8", "9"]],
        ),
        (
            "quotes_and_newlines",
            "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
            &["a", "b"],
            &[&["1", "ha \n\"ha\" \nha"], &["3", "4"]],
        ),
        ("simple", "a,b,c\n1,2,3\n", &["a", "b", "c"], &[&["1", "2", "3"]]),
        ("simple_crlf", "a,b,c\r\n1,2,3\r\n", &["a", "b", "c"], &[&["1", "2", "3"]]),
        ("utf8", "a,b,c\n1,2,3\n4,5,ʤ", &["a", "b", "c"], &[&["1", "2", "3"], &["4", "5", "ʤ"]]),
    ];
    let folder = tempfile::tempdir().unwrap();

    for (name, text, headers, expected) in table {
        let file = write(folder.path(), &format!("{name}.csv"), text);
        let (read, found) = rows(&file);

        assert_eq!(read.headers, *headers, "{name}");
        assert_eq!(found, *expected, "{name}");
        assert_eq!(read.read_as.separator, Some(','), "{name}");
    }
}
