using Sipas.Problems;

namespace Sipas.Packs;

/// <content>Verification of questions, skip rules and checks.</content>
public static partial class MethodPackVerifier
{
    private static void CheckQuestions(MethodPack pack, List<Problem> faults)
    {
        foreach (Questionnaire questionnaire in pack.Questionnaires)
        {
            string place = $"questionnaires[{questionnaire.Version}]";
            ILookup<string, Item> items = questionnaire.Items.ToLookup(item => item.Code, StringComparer.Ordinal);
            CheckUnique(faults, $"{place}.questions", questionnaire.Questions.Select(question => question.Code));
            CheckPlacement(questionnaire, place, faults);
            foreach (Question question in questionnaire.Questions)
            {
                string questionPlace = $"{place}.questions[{question.Code}]";
                CheckCode(faults, questionPlace, question.Code);
                CheckText(faults, questionPlace, question.Text);
                foreach (string item in question.Items.Where(item => !items.Contains(item)))
                {
                    faults.Add(new Problem(ProblemCodes.PackQuestionItem, questionPlace, item));
                }

                Item[] own = [.. question.Items.SelectMany(code => items[code])];
                CheckShape(question, questionPlace, faults);
                CheckTicks(pack, question, own, questionPlace, faults);
                CheckMeasure(pack, question, own, questionPlace, faults);
                CheckConditions(pack, question.ShowWhen, items, $"{questionPlace}.showWhen", faults);
                if (question.ShowWhen.Count > 0)
                {
                    faults.AddRange(own.Where(item => item.Required)
                        .Select(item => new Problem(ProblemCodes.PackHiddenRequired, questionPlace, item.Code)));
                }
            }

            CheckOrder(questionnaire, place, faults);
            CheckUnique(faults, $"{place}.checks", questionnaire.Checks.Select(check => check.Code));
            foreach (AnswerCheck check in questionnaire.Checks)
            {
                string checkPlace = $"{place}.checks[{check.Code}]";
                CheckCode(faults, checkPlace, check.Code);
                CheckText(faults, checkPlace, check.Text);
                CheckConditions(pack, check.When, items, checkPlace, faults);
                if (check.When.Count == 0)
                {
                    faults.Add(new Problem(ProblemCodes.PackEmpty, $"{checkPlace}.when"));
                }
            }
        }
    }

    private static void CheckPlacement(Questionnaire questionnaire, string place, List<Problem> faults)
    {
        if (questionnaire.Questions.Count == 0)
        {
            return;
        }

        ILookup<string, string> places = questionnaire.Questions.SelectMany(question => question.Items)
            .ToLookup(code => code, StringComparer.Ordinal);
        foreach (Item item in questionnaire.Items)
        {
            int count = places[item.Code].Count();
            if (count != 1)
            {
                faults.Add(new Problem(ProblemCodes.PackItemPlacement, $"{place}.items[{item.Code}]", Show(count)));
            }
        }
    }

    private static void CheckShape(Question question, string place, List<Problem> faults)
    {
        QuestionKindTraits kind = question.Traits;
        string? needs = question switch
        {
            _ when question.Items.Count < kind.MinimumItems || question.Items.Count > kind.MaximumItems =>
                kind.MinimumItems == kind.MaximumItems ? $"items = {Show(kind.MinimumItems)}" : $"items ≥ {Show(kind.MinimumItems)}",
            _ when question.Measure is not null && !kind.IsCoded => "measure = –",
            _ when question.Required && kind.IsCoded => "required = false",
            _ when question.MaximumTicks is not null && kind.Limits != QuestionLimits.Ticks => "maximumTicks = –",
            _ when (question.Minimum ?? question.Maximum) is not null && kind.Limits != QuestionLimits.Range => "minimum = –, maximum = –",
            _ when question.MaximumLength is not null && kind.Limits != QuestionLimits.Length => "maximumLength = –",
            _ => null,
        };
        if (needs is not null)
        {
            faults.Add(new Problem(ProblemCodes.PackQuestionShape, place, question.Kind.ToString(), needs));
        }

        if (question.Minimum > question.Maximum)
        {
            faults.Add(new Problem(ProblemCodes.PackValueLimits, place,
                $"{Show(question.Minimum!.Value)} > {Show(question.Maximum!.Value)}"));
        }

        if (question.MaximumLength < 1)
        {
            faults.Add(new Problem(ProblemCodes.PackValueLimits, place, Show(question.MaximumLength!.Value)));
        }
    }

    private static void CheckTicks(MethodPack pack, Question question, Item[] own, string place, List<Problem> faults)
    {
        if (!question.Traits.HasOptions)
        {
            return;
        }

        if (question.MaximumTicks is { } ticks && (ticks < 1 || ticks > question.Items.Count))
        {
            faults.Add(new Problem(ProblemCodes.PackMaximumTicks, place, Show(ticks), $"1–{Show(question.Items.Count)}"));
        }

        faults.AddRange(own.Where(item => pack.FindScale(item.Scale) is { Levels.Count: not 2 })
            .Select(item => new Problem(ProblemCodes.PackTickScale, place, item.Code)));
    }

    private static void CheckMeasure(MethodPack pack, Question question, Item[] own, string place, List<Problem> faults)
    {
        if (question.Measure == QuestionMeasure.TickShares != question.Traits.HasOptions
            && question.Measure is not null)
        {
            faults.Add(new Problem(ProblemCodes.PackQuestionShape, place, question.Kind.ToString(), $"measure ≠ {question.Measure}"));
        }

        bool counts = question.Measure is QuestionMeasure.Expectation or QuestionMeasure.Incident;
        int levels = own.Select(item => pack.FindScale(item.Scale)?.Levels.Count ?? AnswerScale.MaximumLevels).DefaultIfEmpty(0).Min();
        bool sound = question.CountedLevels.Count > 0 && question.CountedLevels.Distinct().Count() == question.CountedLevels.Count
            && question.CountedLevels.All(level => level >= 1 && level <= levels);
        if (counts ? !sound : question.CountedLevels.Count > 0)
        {
            faults.Add(new Problem(ProblemCodes.PackCountedLevels, place, string.Join(", ", question.CountedLevels),
                counts ? $"1–{Show(levels)}" : "–"));
        }
    }

    private static void CheckConditions(MethodPack pack, IReadOnlyList<AnswerCondition> conditions, ILookup<string, Item> items,
        string place, List<Problem> faults)
    {
        foreach (AnswerCondition condition in conditions)
        {
            if (items[condition.Item].FirstOrDefault() is not { } item)
            {
                faults.Add(new Problem(ProblemCodes.PackConditionItem, place, condition.Item));
                continue;
            }

            int levels = pack.FindScale(item.Scale)?.Levels.Count ?? AnswerScale.MaximumLevels;
            faults.AddRange(condition.Levels.Where(level => level < 1 || level > levels)
                .Select(level => new Problem(ProblemCodes.PackConditionLevel, place, Show(level), $"1–{Show(levels)}")));
        }
    }

    private static void CheckOrder(Questionnaire questionnaire, string place, List<Problem> faults)
    {
        IReadOnlyList<Question> questions = questionnaire.Questions;
        var ofItem = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < questions.Count; i++)
        {
            foreach (string item in questions[i].Items)
            {
                ofItem.TryAdd(item, i);
            }
        }

        int[][] waits = [.. questions.Select(question => question.ShowWhen
            .Where(condition => ofItem.ContainsKey(condition.Item)).Select(condition => ofItem[condition.Item]).Distinct().ToArray())];
        for (int i = 0; i < questions.Count; i++)
        {
            string questionPlace = $"{place}.questions[{questions[i].Code}]";
            foreach (int other in waits[i])
            {
                if (other == i)
                {
                    faults.Add(new Problem(ProblemCodes.PackConditionSelf, questionPlace, questions[i].Code));
                }
                else if (other > i)
                {
                    faults.Add(new Problem(ProblemCodes.PackConditionLater, questionPlace,
                        questions[other].Code)
                    {
                        Severity = ProblemSeverity.Warning,
                    });
                }
            }

            // A cycle is reported once, at its first question in questionnaire order.
            if (FindCycle(waits, i) is { } cycle && cycle.Min() == i)
            {
                faults.Add(new Problem(ProblemCodes.PackConditionCycle, questionPlace,
                    string.Join(" → ", cycle.Append(i).Select(q => questions[q].Code))));
            }
        }
    }

    // The shortest cycle from a question back to itself over two or more questions, or null.
    private static List<int>? FindCycle(int[][] waits, int start)
    {
        var cameFrom = new Dictionary<int, int>();
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out int at))
        {
            foreach (int next in waits[at].Where(next => next != at))
            {
                if (next == start)
                {
                    var path = new List<int>();
                    for (int q = at; q != start; q = cameFrom[q])
                    {
                        path.Insert(0, q);
                    }

                    path.Insert(0, start);
                    return path;
                }

                if (cameFrom.TryAdd(next, at))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }
}
