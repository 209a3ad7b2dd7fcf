mod measure;
mod population;

fn main() {
    let _ = (
        measure::memory(),
        population::now(),
        population::person(1),
        population::right(1, 1),
        population::member_id(2),
    );
}
