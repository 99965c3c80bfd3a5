namespace Sipas.Storage.Dapper;

/// <summary>What may stand in the columns of both databases: words about the schema and the time, nothing that finds a
/// row of one from a row of the other.</summary>
internal static class PeopleApart
{
    private static readonly string[] OfPeople = ["name", "full_name", "phone", "address", "email", "dossier", "dossier_number", "cells",
        "contact", "person", "birth", "citizen_id"];

    private static readonly string[] Harmless =
        ["version", "series", "applied_at", "recorded_at", "stored_at", "code", "name", "day", "reason",
        "number", "kind", "actor", "survey_id", "unit_id", "at", "detail", "action", "saved_at", "share", "erased_at"];

    private static readonly string[] OrganisationTables = ["unit", "survey_closing"];

    public static void AssertNoKeyJoins((string Table, string Column)[] ballots, (string Table, string Column)[] people)
    {
        Assert.NotEmpty(ballots);
        Assert.Contains(people, column => column is { Table: "frame_row", Column: "cells" });
        Assert.DoesNotContain(ballots, column => OfPeople.Contains(column.Column) && !OrganisationTables.Contains(column.Table));
        Assert.DoesNotContain(people,
            column => column.Column.Contains("ballot_id", StringComparison.Ordinal)
                || column.Column.Contains("content_hash", StringComparison.Ordinal) || column.Column is "sequence" or "receipt");

        // Tables of both hold other things even where a column has the same name.
        Assert.Empty(ballots.Select(column => column.Table).Intersect(people.Select(column => column.Table)).Except(["schema_version"]));
        Assert.Empty(ballots.Where(column => !OrganisationTables.Contains(column.Table)).Select(column => column.Column)
            .Intersect(people.Select(column => column.Column)).Except(Harmless));
    }
}
