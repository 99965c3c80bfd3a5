using System.Globalization;
using Sipas.Common;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Ballots;

/// <summary>A coded question about the respondent (giới tính, độ tuổi …). Ballots can be filtered and broken down by it.</summary>
/// <param name="Code">Identifying code: the code of the question, or of the item if a question has several items.</param>
/// <param name="Text">Text of the question.</param>
/// <param name="Item">The item that contains the answer.</param>
internal sealed record RespondentQuestion(string Code, LocalizedText Text, ItemLayout Item)
{
    /// <summary>Returns the questions of a questionnaire, in questionnaire order. Each matrix row and each multiple-choice
    /// option is a separate entry. Number, text and date questions are not included.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="layout">One of its questionnaires.</param>
    public static IReadOnlyList<RespondentQuestion> Of(MethodPack pack, AnswerLayout layout)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(layout);
        return
        [
            .. from question in pack.FindQuestionnaire(layout.QuestionnaireVersion)?.Questions ?? []
               where question.Part == QuestionPart.Respondent && question.IsCoded
               from code in question.Items
               let item = layout.Find(code)!
               select question.Items.Count == 1
                   ? new RespondentQuestion(question.Code, question.Text, item)
                   : new RespondentQuestion(code,
                       new LocalizedText($"{question.Text.Vi} – {item.Item.Text.Vi}", $"{question.Text.En} – {item.Item.Text.En}"), item),
        ];
    }

    /// <summary>Codes of the answers in the order of the scale, with blank last.</summary>
    public IEnumerable<byte> Codes => Enumerable.Range(1, Item.CodeCount - 1).Append(0).Select(code => (byte)code);

    /// <summary>Returns the wire name of an answer: the number of its level, or the wire name of a special answer.</summary>
    /// <param name="code">A code of the item.</param>
    public string NameOf(byte code) => Item.SpecialOfCode(code) is { } special
        ? BallotNames.Of(special)
        : code.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parses the wire name of an answer.</summary>
    /// <param name="word">The wire name.</param>
    /// <param name="code">The code.</param>
    /// <returns>False if the item has no such answer.</returns>
    public bool TryCode(string word, out byte code)
    {
        foreach (byte known in Codes)
        {
            if (NameOf(known) == word)
            {
                code = known;
                return true;
            }
        }

        code = 0;
        return false;
    }

    /// <summary>Returns the text of an answer.</summary>
    /// <param name="code">A code of the item.</param>
    /// <returns>The text of the scale; null for a blank.</returns>
    public LocalizedText? TextOf(byte code) => code == 0 ? null
        : code <= Item.LevelCount ? Item.Scale.Levels[code - 1].Text
        : Item.Scale.Special[code - Item.LevelCount - 1].Text;

    /// <summary>Parses a filter such as <c>A1:2</c> or <c>A1:2,A3:1,3</c>. Answers of one question are alternatives;
    /// conditions on several questions must all be met.</summary>
    /// <param name="text">The filter. A value without a question belongs to the preceding question. A question can occur
    /// more than once.</param>
    /// <param name="questions">The questions that can be used.</param>
    /// <param name="place">Name of the parameter.</param>
    /// <param name="problems">Receives all problems (<c>QRY0001</c>).</param>
    /// <returns>Answer codes by item code, in the order of the questions.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<byte>> ReadFilter(
        string text, IReadOnlyList<RespondentQuestion> questions, string place, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(problems);
        var read = new Dictionary<string, SortedSet<byte>>(StringComparer.Ordinal);
        RespondentQuestion? question = null;
        string named = "";
        foreach (string token in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int colon = token.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0)
            {
                named = token[..colon];
                question = questions.FirstOrDefault(known => known.Code == named);
                if (question is null)
                {
                    problems.Add(new Problem(ProblemCodes.QueryValue, place, token, QuestionsAllowed(questions)));
                }
            }
            else if (named.Length == 0)
            {
                problems.Add(new Problem(ProblemCodes.QueryValue, place, token, QuestionsAllowed(questions)));
            }

            if (question is null)
            {
                continue;
            }

            if (question.TryCode(token[(colon + 1)..], out byte code))
            {
                (read.TryGetValue(question.Item.Item.Code, out SortedSet<byte>? codes) ? codes : read[question.Item.Item.Code] = [])
                    .Add(code);
            }
            else
            {
                problems.Add(new Problem(ProblemCodes.QueryValue, place, token,
                    $"{question.Code}:{string.Join(",", question.Codes.Select(question.NameOf))}"));
            }
        }

        return questions.Where(known => read.ContainsKey(known.Item.Item.Code))
            .ToDictionary(known => known.Item.Item.Code, known => (IReadOnlyCollection<byte>)read[known.Item.Item.Code],
                StringComparer.Ordinal);
    }

    private static string QuestionsAllowed(IReadOnlyList<RespondentQuestion> questions) =>
        questions.Count == 0
        ? "–"
        : string.Join(" | ", questions.Select(known => $"{known.Code}:{string.Join(",", known.Codes.Select(known.NameOf))}"));
}
