using System.Text.Json;
using Sipas.Ballots;
using Sipas.Common;
using Sipas.Files.Columns;
using Sipas.Mathematics;
using Sipas.Packs;
using Sipas.Problems;

namespace Sipas.Files.Forms;

/// <summary>Builds a draft pack from a form that was read.</summary>
internal sealed partial class DraftBuilder
{
    private const string OverallCode = "OVERALL";
    private const string TickScaleCode = "tick";

    private readonly DraftForm _form;
    private readonly Dictionary<DraftScale, (AnswerScale Scale, Dictionary<string, int> Levels)> _scales = [];
    private readonly List<AnswerScale> _tickScales = [];
    private readonly HashSet<string> _itemCodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _questionCodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _itemColumns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _valueColumns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tickColumns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Answerable> _answerables = new(StringComparer.Ordinal);
    private string _version = "";

    private readonly FormReadOptions _options;
    private readonly HashSet<string> _guesses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, JsonElement>> _meanings = new(StringComparer.Ordinal);

    private DraftBuilder(DraftForm form, FormReadOptions options) => (_form, _options) = (form, options);

    public static FormDraft Build(DraftForm form, FormReadOptions options) => new DraftBuilder(form, options).Build();

    private FormDraft Build()
    {
        DraftQuestion[] usable = [.. _form.Questions.Where(IsUsable)];
        if (!usable.Any(question => question.Items.Count > 0))
        {
            throw new SipasException(new Problem(ProblemCodes.FormNothingCoded, allowed: $"2–{AnswerScale.MaximumLevels}"));
        }

        string id = Identity(_options.PackId, _form.Id, "id", "draft");
        _version = Identity(_options.QuestionnaireVersion, _form.Version, "version", "1");
        HashSet<DraftScale> rated = [.. Rated(usable).Select(item => item.Scale).OfType<DraftScale>()];
        BuildScales(usable, rated);
        var items = new List<Item>();
        var questions = new List<Question>();
        var built = new List<(DraftQuestion Draft, Question Question)>();
        foreach (DraftQuestion draft in usable)
        {
            Question question = BuildQuestion(draft, items);
            questions.Add(question);
            built.Add((draft, question));
        }

        for (int i = 0; i < questions.Count; i++)
        {
            questions[i] = WithConditions(built[i].Draft, questions[i], items);
        }

        bool itemsOnly = built.All(pair =>
            pair.Draft is { Kind: QuestionKind.SingleChoice, Part: null, Conditions.Count: 0 }
            && pair.Draft.Code == pair.Draft.Items[0].Code);
        Question[] stored = itemsOnly ? [] : [.. questions];
        List<AnswerCheck> checks = [.. BuildChecks(built)];
        string[] indexed = IndexItems(stored, items);
        LocalizedText title = _form.Title is { IsEmpty: false } given
            ? Text(given)
            : Assumed($"questionnaires[{_version}].title", FormNouns.ToBeFilledIn);
        LocalizedText introduction = _form.Introduction is { IsEmpty: false } greeting
            ? Text(greeting)
            : Assumed($"questionnaires[{_version}].introduction", title);
        if (!itemsOnly)
        {
            foreach ((DraftQuestion draft, Question question) in built.Where(pair => pair.Draft.Part is null))
            {
                _form.Lose(ProblemCodes.DraftPart, $"questionnaires[{_version}].questions[{question.Code}].part",
                    FormNouns.Code(question.Part));
            }
        }

        _form.Lose(
            ProblemCodes.DraftIndex, "index",
            string.Join(
                ", ",
                items.Where(item => indexed.Contains(item.Code))
                .Select(item => item.Text.Vi == item.Code ? item.Code : $"{item.Code} '{item.Text.Vi}'")));
        foreach (string place in (string[])["title", "authority", "validity", "rules.aggregation", "rules.missing", "rules.rounding"])
        {
            _form.Lose(ProblemCodes.DraftProperty, place, place switch
            {
                "title" => title.Vi,
                "rules.aggregation" => "pooledItems",
                "rules.missing" => "validAnswers",
                "rules.rounding" => "2, awayFromZero",
                "validity" => "–",
                _ => FormNouns.ToBeFilledIn.Vi,
            });
        }

        AnswerScale[] scales = Scales(items);
        if (_options.Satisfied?.Keys.FirstOrDefault(code => !_named.Contains(code)) is { } stray)
        {
            throw new SipasException(
                new Problem(ProblemCodes.PackGuessUnknown, "scales", stray, string.Join(", ", scales.Select(scale => scale.Code))));
        }

        var pack = new MethodPack
        {
            Id = id,
            Status = PackStatus.Draft,
            Title = title,
            Authority = FormNouns.ToBeFilledIn,
            Validity = new Validity(),
            Provenance = FormNouns.DraftProvenance,
            Rules = new ScoringRules
            {
                Aggregation = AggregationRule.PooledItems,
                Missing = MissingRule.ValidAnswers,
                Rounding = new RoundingRule { Decimals = 2, Midpoint = MidpointRule.AwayFromZero },
            },
            Languages = [.. _form.Languages.Where(language => language.Key is not ("vi" or "en"))
                .Select(language => new PackLanguage { Tag = language.Key, Name = language.Value })],
            Scales = scales,
            Unconfirmed = [.. scales.SelectMany(scale => (string[])
                [PackGuess.SatisfiedPlace(scale.Code), PackGuess.OrderPlace(scale.Code), PackGuess.SpecialPlace(scale.Code)])
                .Where(_guesses.Contains)],
            Questionnaires =
            [
                new Questionnaire
                {
                    Version = _version,
                    Title = title,
                    Introduction = introduction,
                    Items = items,
                    Questions = stored,
                    Checks = checks,
                },
            ],
            Index = new IndexNode { Code = OverallCode, Kind = IndexNodeKind.Overall, Text = FormNouns.ToBeFilledIn, Items = indexed },
        };
        Refuse(pack, built);
        return new FormDraft(Map(scales)) { Pack = pack, Losses = _form.Losses };
    }

    // A question whose lists could be scales; the others are left out and listed.
    private bool IsUsable(DraftQuestion question)
    {
        if (!question.Traits.IsCoded)
        {
            return true;
        }

        if (question.Traits.HasOptions)
        {
            if (question.Items.Count < 2)
            {
                _form.Lose(ProblemCodes.FormChoiceCount, question.Place, FormNouns.Show(question.Items.Count), "≥ 2");
            }

            return question.Items.Count >= 2;
        }

        foreach (DraftItem item in question.Items)
        {
            int levels = item.Scale!.Choices.Count(choice => SpecialOf(item.Scale, choice) is null);
            if (levels is < 2 or > AnswerScale.MaximumLevels)
            {
                _form.Lose(ProblemCodes.FormChoiceCount, item.Place, FormNouns.Show(levels), $"2–{AnswerScale.MaximumLevels}");
                return false;
            }
        }

        return question.Items.Count > 0;
    }

    // Items of the draft's only node: rated items first, then single choices (those about satisfaction, if there are any), then options.
    private static DraftItem[] Rated(IEnumerable<DraftQuestion> questions)
    {
        DraftQuestion[] all = [.. questions];
        DraftItem[] rated = [.. all.Where(question => question.Traits.IsRated)
            .SelectMany(question => question.Items)];
        DraftItem[] single = [.. all.Where(question => question.Kind == QuestionKind.SingleChoice).SelectMany(question => question.Items)];
        DraftItem[] asked =
            [.. single.Where(item => ChoiceNames.AsksSatisfaction(item.Text)
                || IsKnown([.. item.Scale!.Choices.Where(choice => SpecialOf(item.Scale, choice) is null)]))];
        return rated.Length > 0 ? rated : asked.Length > 0 ? asked : single;
    }

    // Only an item with satisfied levels can be part of an index.
    private string[] IndexItems(Question[] questions, List<Item> items)
    {
        string[] rated = [.. questions.Where(question => question.Traits.IsRated)
            .SelectMany(question => question.Items)];
        string[] single = [.. questions.Where(question => question.Kind == QuestionKind.SingleChoice)
            .SelectMany(question => question.Items)];
        string[][] tiers = [rated, single, [.. items.Select(item => item.Code)]];
        Dictionary<string, string> scaleOf = items.ToDictionary(item => item.Code, item => item.Scale, StringComparer.Ordinal);
        HashSet<string> satisfiable = [.. Scales(items).Where(scale => scale.Levels.Any(level => level.Satisfied))
            .Select(scale => scale.Code)];
        if (tiers.Select(tier => tier.Where(code => satisfiable.Contains(scaleOf[code])).ToArray())
            .FirstOrDefault(tier => tier.Length > 0) is { } found)
        {
            return found;
        }

        string first = scaleOf[tiers.First(tier => tier.Length > 0)[0]];
        SatisfyTop(first);
        return [.. items.Where(item => item.Scale == first).Select(item => item.Code)];
    }

    private Question BuildQuestion(DraftQuestion draft, List<Item> items)
    {
        var codes = new List<string>();
        foreach (DraftItem item in draft.Items)
        {
            string code = Unique(_itemCodes, item.Code, item.Place, "item");
            string scale = item.Scale is null ? item.TickScale ?? TickScaleCode : _scales[item.Scale].Scale.Code;
            items.Add(new Item { Code = code, Text = Text(item.Text), Scale = scale, Required = item.Required });
            codes.Add(code);
            if (item.Scale is not null)
            {
                _answerables[item.Variable] = new Answerable(code, item.Scale, null);
                _columns.Add(item.Variable);
                if (item.Variable != code)
                {
                    _itemColumns[code] = item.Variable;
                }
            }
        }

        string questionCode = Unique(_questionCodes, draft.Code, draft.Place, "question");
        if (draft.Traits.HasOptions)
        {
            _answerables[draft.Variable] = new Answerable("", null,
                draft.Items.Zip(codes).ToDictionary(pair => pair.First.Option!, pair => pair.Second, StringComparer.Ordinal));
            _tickColumns[questionCode] = draft.Variable;
        }
        else if (!draft.Traits.IsCoded && draft.Variable != questionCode)
        {
            _valueColumns[questionCode] = draft.Variable;
        }

        if (draft.Traits.HasOptions || !draft.Traits.IsCoded)
        {
            _columns.Add(draft.Variable);
        }

        return new Question
        {
            Code = questionCode,
            Kind = draft.Kind,
            Part = draft.Part ?? draft.Traits.UsualPart,
            Text = Text(draft.Text),
            Items = codes,
            Required = draft.Required && !draft.Traits.IsCoded,
            MaximumTicks = draft.MaximumTicks,
            Minimum = draft.Minimum,
            Maximum = draft.Maximum,
            MaximumLength = draft.MaximumLength,
        };
    }

    private Question WithConditions(DraftQuestion draft, Question question, List<Item> items)
    {
        var conditions = new List<AnswerCondition>();
        foreach ((string text, string place) in draft.Conditions)
        {
            if (FormExpressionReader.Read(text, _form.Dialect) is { } expression && Conditions(expression, null) is { } read)
            {
                conditions.AddRange(read);
            }
            else
            {
                _form.Lose(ProblemCodes.FormExpressionUntranslated, place, text);
            }
        }

        if (conditions.Count > 0)
        {
            foreach (string code in question.Items)
            {
                int at = items.FindIndex(item => item.Code == code);
                if (items[at].Required)
                {
                    _form.Lose(ProblemCodes.FormHiddenRequired, draft.Place, code);
                    items[at] = items[at] with { Required = false };
                }
            }
        }

        return question with { ShowWhen = conditions };
    }

    private IEnumerable<AnswerCheck> BuildChecks(List<(DraftQuestion Draft, Question Question)> built)
    {
        var forbidden = built.SelectMany(pair => pair.Draft.Forbidden).ToList();
        var said = new List<LocalizedText>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (DraftCheck check in _form.Checks)
        {
            if (FormExpressionReader.Read(check.Condition, _form.Dialect) is not { } expression
                || Conditions(expression, null) is not { Count: > 0 } conditions)
            {
                _form.Lose(ProblemCodes.FormExpressionUntranslated, check.Place, check.Condition);
                continue;
            }

            // The form enforces a hard check by a constraint, which adds no information.
            int rule = forbidden.FindIndex(entry => Conditions(entry.Expression, entry.Self) is { } own && Same(own, conditions));
            if (rule >= 0 && check.Strictness == CheckStrictness.Hard)
            {
                forbidden.RemoveAt(rule);
            }

            LocalizedText text = Text(check.Text);
            said.Add(text);
            yield return new AnswerCheck
            {
                Code = Unique(codes, check.Code, check.Place, "check"),
                Strictness = check.Strictness,
                When = conditions,
                Text = text,
            };
        }

        foreach ((FormExpression _, string _, string text, string place) in forbidden)
        {
            _form.Lose(ProblemCodes.FormExpressionUntranslated, place, text);
        }

        LoseMessages(built, said);
    }

    // A message equal to the one that this library writes is no loss.
    private void LoseMessages(List<(DraftQuestion Draft, Question Question)> built, List<LocalizedText> said)
    {
        foreach ((DraftQuestion draft, Question question) in built)
        {
            LocalizedText? limit = FormNouns.Limit(question.MaximumTicks, question.Minimum, question.Maximum, question.MaximumLength);
            foreach ((DraftText message, string _) in draft.Messages)
            {
                foreach ((string language, string text) in message.ByLanguage)
                {
                    string rest = VietnameseText.Compose(text);
                    foreach (string known in said.Prepend(limit).OfType<LocalizedText>()
                        .Select(words => VietnameseText.Compose(words.In(language))).Where(words => words.Length > 0)
                        .OrderByDescending(words => words.Length))
                    {
                        rest = rest.Replace(known, "", StringComparison.Ordinal);
                    }

                    if (!string.IsNullOrWhiteSpace(rest))
                    {
                        _form.Lose(ProblemCodes.FormPropertyUnkept, message.Place, text);
                    }
                }
            }
        }
    }

    private static bool Same(List<AnswerCondition> left, List<AnswerCondition> right) =>
        left.Count == right.Count
        && left.Zip(right).All(pair => pair.First.Item == pair.Second.Item && pair.First.Levels.SequenceEqual(pair.Second.Levels));

    // Errors that the verifier still finds are errors of the form; a cycle is reported with the form's own names.
    private static void Refuse(MethodPack pack, List<(DraftQuestion Draft, Question Question)> built)
    {
        Problem[] errors =
            [.. MethodPackVerifier.Verify(pack)
                .Where(fault => fault.Severity == ProblemSeverity.Error && fault.Code != ProblemCodes.PackUnconfirmed)];
        if (errors.Length > 0)
        {
            throw new SipasException(
                [.. errors.Select(fault => fault.Code is ProblemCodes.PackConditionCycle or ProblemCodes.PackConditionSelf
                ? new Problem(ProblemCodes.FormConditionCycle,
                    built.First(pair => fault.Place!.EndsWith($"[{pair.Question.Code}]", StringComparison.Ordinal)).Draft.Place,
                    fault.Value)
                : fault)]);
        }
    }

    // A question of the form is an answer, even if its column has the name of another field for which an import
    // searches. A question for the unit may still supply the unit.
    private ColumnMap Map(AnswerScale[] scales) => new()
    {
        Procedure = NotLookedFor("procedure"),
        BallotNumber = NotLookedFor("ballotNumber"),
        Mode = NotLookedFor("mode"),
        Basis = NotLookedFor("basis"),
        CompletedAt = NotLookedFor("completedAt"),
        Items = _itemColumns.Count > 0 ? _itemColumns : null,
        Values = _valueColumns.Count > 0 ? _valueColumns : null,
        Ticks = _tickColumns.Count > 0 ? _tickColumns : null,
        AnswersByScale = MeaningsOf(scales),
    };

    // A value of a choice means a level of its own list; lists that share a value need not share its meaning.
    private Dictionary<string, IReadOnlyDictionary<string, JsonElement>>? MeaningsOf(AnswerScale[] scales)
    {
        var used = scales.Where(scale => _meanings.ContainsKey(scale.Code))
            .ToDictionary(scale => scale.Code, scale => _meanings[scale.Code], StringComparer.Ordinal);
        return used.Count > 0 ? used : null;
    }

    private string? NotLookedFor(string column) => _columns.Contains(column) ? "" : null;

    private LocalizedText Assumed(string place, LocalizedText text)
    {
        _form.Lose(ProblemCodes.DraftProperty, place, text.Vi);
        return text;
    }

    private LocalizedText Text(DraftText draft)
    {
        IReadOnlyDictionary<string, string> texts = draft.ByLanguage;
        string vi = Or("vi", "en");
        string en = Or("en", "vi");
        Dictionary<string, string> others = texts.Where(pair => pair.Key is not ("vi" or "en"))
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return new LocalizedText(vi, en) { Others = others.Count > 0 ? others : null };

        string Or(string wanted, string second)
        {
            if (texts.TryGetValue(wanted, out string? text))
            {
                return text;
            }

            string found = texts.ContainsKey(second) ? second : texts.Keys.First();
            _form.Lose(ProblemCodes.FormLanguageMissing, draft.Place, wanted, found);
            return texts[found];
        }
    }

    private string Identity(string? given, string? own, string name, string otherwise)
    {
        if (given is not null)
        {
            return CodeText.IsWellFormed(given)
                ? given
                : throw new SipasException(new Problem(ProblemCodes.PackCodeMalformed, name, given, CodeText.Allowed));
        }

        string code = Code(own ?? "", otherwise);
        if (own is null)
        {
            _form.Lose(ProblemCodes.DraftProperty, name, code);
        }
        else if (code != own)
        {
            _form.Lose(ProblemCodes.FormNameChanged, $"settings, {name}", own, code);
        }

        return code;
    }

    private static string Code(string text, string otherwise)
    {
        string code = Clean(text);
        return code.Length > 0 ? code : otherwise;
    }

    private string Unique(HashSet<string> taken, string name, string place, string otherwise)
    {
        string code = Code(name, otherwise);
        string unique = code;
        for (int n = 2; !taken.Add(unique); n++)
        {
            string tail = "-" + FormNouns.Show(n);
            unique = code[..Math.Min(code.Length, CodeText.MaximumLength - tail.Length)] + tail;
        }

        if (unique != name)
        {
            _form.Lose(ProblemCodes.FormNameChanged, place, name, unique);
        }

        return unique;
    }

    // Diacritics are removed, and every other character that is not allowed in a code becomes a hyphen.
    private static string Clean(string text)
    {
        if (CodeText.IsWellFormed(text))
        {
            return text;
        }

        string plain = string.Concat(VietnameseText.WithoutMarks(text)
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' ? c : '-')).Trim('-');
        return plain[..Math.Min(plain.Length, CodeText.MaximumLength)];
    }

    private static SpecialAnswer? Special(DraftChoice choice) =>
        BallotNames.TrySpecial(choice.Value, out SpecialAnswer answer) && answer != SpecialAnswer.NoAnswer ? answer : null;

    private sealed record Answerable(string Item, DraftScale? Scale, Dictionary<string, string>? Options);
}
