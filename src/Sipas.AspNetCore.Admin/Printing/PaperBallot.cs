using Sipas.Common;
using Sipas.Packs;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>Converts a questionnaire to paper form.</summary>
internal static class PaperBallot
{
    /// <summary>Adds a question to the parts, by its printed form.</summary>
    internal static readonly IReadOnlyDictionary<PaperShape, AddQuestion> Shapes = new Dictionary<PaperShape, AddQuestion>
    {
        [PaperShape.Row] = (blocks, question, scales, items) =>
            AddRow(blocks, scales[items[question.Items[0]].Scale], question.Items[0], question.Text),
        [PaperShape.Table] = (blocks, question, scales, items) =>
            blocks.Add(new PaperTable(question.Text, scales[items[question.Items[0]].Scale],
                [.. question.Items.Select(code => (code, items[code].Text))])),
        [PaperShape.OneOption] = (blocks, question, scales, items) =>
        {
            AnswerScale scale = scales[items[question.Items[0]].Scale];
            blocks.Add(new PaperChoice(question.Code, question.Text,
                [.. scale.Levels.Select(level => level.Text), .. scale.Special.Select(special => special.Text)], Several: false));
        },
        [PaperShape.SeveralOptions] = (blocks, question, scales, items) =>
            blocks.Add(new PaperChoice(question.Code, question.Text, [.. question.Items.Select(code => items[code].Text)],
                Several: true)),
        [PaperShape.Line] = (blocks, question, scales, items) => blocks.Add(new PaperLines(question.Code, question.Text, 1)),
        [PaperShape.Lines] = (blocks, question, scales, items) => blocks.Add(new PaperLines(question.Code, question.Text, 3)),
    };

    internal delegate void AddQuestion(List<PaperBlock> blocks, Question question, IReadOnlyDictionary<string, AnswerScale> scales,
        IReadOnlyDictionary<string, Item> items);

    /// <summary>Gets the parts in the order of the questionnaire; adjacent items on one scale share a table.</summary>
    public static IReadOnlyList<PaperBlock> Of(MethodPack pack, Questionnaire questionnaire)
    {
        var blocks = new List<PaperBlock>();
        var scales = pack.Scales.ToDictionary(scale => scale.Code, StringComparer.Ordinal);
        var items = questionnaire.Items.ToDictionary(item => item.Code, StringComparer.Ordinal);
        if (questionnaire.Questions.Count == 0)
        {
            foreach (Item item in questionnaire.Items)
            {
                AddRow(blocks, scales[item.Scale], item.Code, item.Text);
            }
        }

        foreach (Question question in questionnaire.Questions)
        {
            Shapes[question.Traits.Paper](blocks, question, scales, items);
        }

        return blocks;
    }

    private static void AddRow(List<PaperBlock> blocks, AnswerScale scale, string code, LocalizedText text)
    {
        if (blocks.Count > 0 && blocks[^1] is PaperTable { Heading: null } table && table.Scale.Code == scale.Code)
        {
            blocks[^1] = table with { Rows = [.. table.Rows, (code, text)] };
        }
        else
        {
            blocks.Add(new PaperTable(null, scale, [(code, text)]));
        }
    }
}
