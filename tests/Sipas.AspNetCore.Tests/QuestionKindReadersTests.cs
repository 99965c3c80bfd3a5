using System.Text.Json;
using System.Text.RegularExpressions;
using Sipas.AspNetCore.Admin.Printing;
using Sipas.Files.Forms;
using Sipas.Packs;

namespace Sipas.AspNetCore;

/// <summary>Every place with separate code or text for a question kind knows all kinds of the table.</summary>
public sealed partial class QuestionKindReadersTests
{
    [Fact]
    public void EveryKind_IsKnownToEveryReader()
    {
        QuestionKind[] kinds = Enum.GetValues<QuestionKind>();
        Assert.Equal(kinds, QuestionKinds.All.Select(row => row.Kind));

        Assert.Empty(QuestionKinds.All.SelectMany(row => Readers(row).Where(reader => !reader.Knows)
            .Select(reader => $"{reader.Name} lacks {row.Kind}")));
    }

    [Theory]
    [InlineData("surveyjs")]
    [InlineData("xlsform")]
    public void EveryKind_IsWrittenToAFormAndReadAgain(string dialect)
    {
        MethodPack pack = AllKindsPack.Read();
        Questionnaire questionnaire = pack.Questionnaires[0];
        FormDraft draft = dialect == "surveyjs"
            ? SurveyJsForm.Read(SurveyJsForm.Write(pack, questionnaire).Content)
            : XlsForm.Read("form.xlsx", () => new MemoryStream(XlsForm.Write(pack, questionnaire).Content.ToArray()));

        Assert.Equal(questionnaire.Questions.Select(question => question.Kind),
            draft.Pack.Questionnaires[0].Questions.Select(question => question.Kind));
    }

    private static IEnumerable<(string Name, bool Knows)> Readers(QuestionKindTraits row)
    {
        yield return ("QuestionKind as JSON", JsonSerializer.Serialize(row.Kind) == $"\"{row.Name}\"");
        yield return ("method-pack.schema.json", SchemaKinds().Contains(row.Name));
        yield return ("question.js", Widgets().Contains(row.Widget));
        yield return ("PaperBallot", PaperBallot.Shapes.ContainsKey(row.Paper));
        yield return ("XlsFormWriter", XlsFormWriter.Rows.ContainsKey(row.XlsFormType));
        yield return ("SurveyJsWriter", SurveyJsWriter.Elements.ContainsKey(row.SurveyJsType));
        yield return ("AllKindsPack", AllKindsPack.Read().Questionnaires[0].Questions.Any(question => question.Kind == row.Kind));
        foreach ((string script, string[] stored) in Scripts())
        {
            yield return (script, row.IsCoded || stored.Contains(row.Name));
        }
    }

    private static string[] SchemaKinds()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src/Sipas.Core/Packs/method-pack.schema.json")));
        return [.. schema.RootElement.GetProperty("$defs").GetProperty("question").GetProperty("properties").GetProperty("kind")
            .GetProperty("enum").EnumerateArray().Select(kind => kind.GetString()!)];
    }

    private static string[] Widgets() =>
        [.. Member().Matches(Table().Match(File.ReadAllText(Repository.PathOf("src/Sipas.AspNetCore/Assets/Kiosk/question.js"))).Value)
            .Select(member => member.Groups[1].Value)];

    // The scripts of SQLite, PostgreSQL and the sample store that create the column with the kind of a value.
    private static (string Script, string[] Kinds)[] Scripts()
    {
        (string Script, string[] Kinds)[] scripts =
        [
            .. ((string[])["src/Sipas.Storage.Dapper", "src/Sipas.Storage.PostgreSql", "samples/MariaDbStore"])
                .SelectMany(folder => Directory.GetFiles(Repository.PathOf($"{folder}/Schema"), "*.sql", SearchOption.AllDirectories))
                .Select(path => (path, Column().Match(File.ReadAllText(path)).Groups[1].Value))
                .Where(script => script.Value.Length > 0)
                .Select(script => (Path.GetRelativePath(Repository.PathOf("."), script.path),
                    script.Value.Split(", ").Select(word => word.Trim('\'')).ToArray())),
        ];
        Assert.Equal(3, scripts.Length);
        return scripts;
    }

    [GeneratedRegex(@"const WIDGETS = \{.*?\}", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"(\w+):")]
    private static partial Regex Member();

    [GeneratedRegex(@"check \(kind in \(('number'[^)]*)\)\)")]
    private static partial Regex Column();
}
