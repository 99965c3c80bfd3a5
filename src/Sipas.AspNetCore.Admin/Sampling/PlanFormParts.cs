using System.Globalization;
using Sipas.AspNetCore.Pages;
using Sipas.Plans;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Sampling;

/// <summary>Stages and sizes of a plan in its form.</summary>
internal static class PlanFormParts
{
    public static void WriteStages(FormState form, IReadOnlyList<StageDesign> stages)
    {
        if (stages.Count > 1)
        {
            StageDesign cluster = stages[0];
            form["cluster.column"] = cluster.ClusterColumn ?? "";
            form["cluster.method"] = PlanForm.NameOf(cluster.Method);
            form["cluster.sizeColumn"] = cluster.SizeColumn ?? "";
            form["cluster.certaintyCodes"] = string.Join(", ", cluster.CertaintyCodes);
            form["cluster.step"] = PlanForm.Show(cluster.Step);
            form["cluster.starts"] = ShowStarts(cluster);
            form["cluster.codesRepeat"] = PlanForm.Show(cluster.CodesRepeat);
        }

        if (stages.Count > 0)
        {
            StageDesign last = stages[^1];
            form["stage.method"] = PlanForm.NameOf(last.Method);
            form["stage.take"] = PlanForm.Show(last.Take);
            form["stage.step"] = PlanForm.Show(last.Step);
            form["stage.starts"] = ShowStarts(last);
            form["stage.sizeColumn"] = last.SizeColumn ?? "";
            form["stage.sortColumns"] = string.Join(", ", last.SortColumns);
        }
    }

    /// <summary>Reads one stage, or two if there is a column of clusters.</summary>
    public static IReadOnlyList<StageDesign> ReadStages(FormState form)
    {
        var last = new StageDesign
        {
            Method = PlanForm.ReadWord(form, "stage.method", SelectionMethod.SimpleRandom),
            Take = form.Whole("stage.take"),
            Step = form.Whole("stage.step"),
            Starts = ReadStarts(form, "stage.starts"),
            SizeColumn = form.Text("stage.sizeColumn"),
            SortColumns = form.List("stage.sortColumns"),
        };
        return form.Text("cluster.column") is not { } column ? [last] :
        [
            new StageDesign
            {
                ClusterColumn = column,
                Method = PlanForm.ReadWord(form, "cluster.method", SelectionMethod.PpsSystematic),
                Step = form.Whole("cluster.step"),
                Starts = ReadStarts(form, "cluster.starts"),
                SizeColumn = form.Text("cluster.sizeColumn"),
                CertaintyCodes = form.List("cluster.certaintyCodes"),
                CodesRepeat = form.IsTicked("cluster.codesRepeat"),
            },
            last,
        ];
    }

    private static string ShowStarts(StageDesign stage) =>
        string.Join('\n', stage.Starts.Select(start => string.Create(CultureInfo.InvariantCulture, $"{start.Key} = {start.Value}")));

    // The format of quotas; decimals with a point or a comma.
    private static Dictionary<string, decimal> ReadStarts(FormState form, string field)
    {
        var starts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (string line in form.Lines(field))
        {
            int at = line.LastIndexOf('=');
            if (at <= 0
                || !decimal.TryParse(line[(at + 1)..].Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out decimal start)
                || !starts.TryAdd(line[..at].Trim(), start))
            {
                form.Add(field, new Problem(ProblemCodes.PlanFieldMalformed, field, line, "Q1 = 3"));
            }
        }

        return starts;
    }

    public static void WriteSize(FormState form, SizeRule size)
    {
        form["size.perStratum"] = PlanForm.Show(size.PerStratum);
        switch (size)
        {
            case YamaneSize yamane:
                form["size.rule"] = "yamane";
                form["size.margin"] = PlanForm.Percent(yamane.Margin);
                break;
            case ProportionSize proportion:
                form["size.rule"] = "proportion";
                form["size.margin"] = PlanForm.Percent(proportion.Margin);
                form["size.expectedShare"] = PlanForm.Percent(proportion.ExpectedShare);
                WriteAllowance(form, proportion.Allowance);
                break;
            case MeanSize mean:
                form["size.rule"] = "mean";
                form["size.meanMargin"] = PlanForm.Show(mean.Margin);
                form["size.standardDeviation"] = PlanForm.Show(mean.StandardDeviation);
                WriteAllowance(form, mean.Allowance);
                break;
            case DifferenceSize difference:
                form["size.rule"] = "difference";
                form["size.firstShare"] = PlanForm.Percent(difference.FirstShare);
                form["size.secondShare"] = PlanForm.Percent(difference.SecondShare);
                form["size.power"] = PlanForm.Percent(difference.Power);
                WriteAllowance(form, difference.Allowance);
                break;
            case FixedTotalSize total:
                form["size.rule"] = "fixedTotal";
                form["size.total"] = PlanForm.Show(total.Total);
                break;
            case QuotaSize quota:
                form["size.rule"] = "quota";
                form["size.each"] = PlanForm.Show(quota.Each);
                form["size.quotas"] = string.Join('\n',
                    quota.Quotas.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} = {pair.Value}")));
                break;
            case BandSize:
                form["size.rule"] = "bands";
                break;
        }
    }

    public static SizeRule? ReadSize(FormState form)
    {
        bool each = form.IsTicked("size.perStratum");
        SizeRule? size = form["size.rule"] switch
        {
            "yamane" => Needed(form, "size.margin", form.Share("size.margin")) is { } margin ? new YamaneSize(margin) : null,
            "proportion" => Needed(form, "size.margin", form.Share("size.margin")) is { } margin
                ? new ProportionSize(margin, form.Share("size.expectedShare") ?? 0.5) { Allowance = ReadAllowance(form) }
                : null,
            "mean" => (Needed(form, "size.meanMargin", form.Number("size.meanMargin")),
                Needed(form, "size.standardDeviation", form.Number("size.standardDeviation"))) is ({ } margin, { } deviation)
                ? new MeanSize { Margin = margin, StandardDeviation = deviation, Allowance = ReadAllowance(form) } : null,
            "difference" => (Needed(form, "size.firstShare", form.Share("size.firstShare")),
                Needed(form, "size.secondShare", form.Share("size.secondShare"))) is ({ } first, { } second)
                ? new DifferenceSize(form.Share("size.power") ?? 0.8)
                {
                    FirstShare = first,
                    SecondShare = second,
                    Allowance = ReadAllowance(form),
                } : null,
            "fixedTotal" => Needed(form, "size.total", form.Whole("size.total")) is { } total ? new FixedTotalSize { Total = total } : null,
            "quota" => new QuotaSize { Each = form.Whole("size.each"), Quotas = ReadQuotas(form) },
            "bands" => BandSize.DaNang,
            _ => Unknown(form),
        };
        return size is BandSize or null ? size : size with { PerStratum = each };
    }

    private static T? Needed<T>(FormState form, string field, T? value)
        where T : struct
    {
        if (value is null && form.Of(field).Count == 0)
        {
            PlanForm.Missing(form, field);
        }

        return value;
    }

    private static SizeRule? Unknown(FormState form)
    {
        form.Add("size.rule", new Problem(ProblemCodes.PlanFieldMalformed, "size.rule", form.Text("size.rule"),
            string.Join(", ", PlanForm.SizeRules)));
        return null;
    }

    // One line each: the stratum, the last equals sign, the number; a stratum's code may itself contain an equals sign.
    private static Dictionary<string, long> ReadQuotas(FormState form)
    {
        var quotas = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string line in form.Lines("size.quotas"))
        {
            int at = line.LastIndexOf('=');
            if (at <= 0 || !long.TryParse(line.AsSpan(at + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
                || !quotas.TryAdd(line[..at].Trim(), count))
            {
                form.Add("size.quotas", new Problem(ProblemCodes.PlanFieldMalformed, "size.quotas", line, "S01 = 120"));
            }
        }

        return quotas;
    }

    private static DesignAllowance ReadAllowance(FormState form) => new(
        form.Share("size.allowance.confidence") ?? 0.95, form.Number("size.allowance.designEffect") ?? 1,
        form.Share("size.allowance.responseShare") ?? 1);

    private static void WriteAllowance(FormState form, DesignAllowance allowance)
    {
        form["size.allowance.confidence"] = PlanForm.Percent(allowance.Confidence);
        form["size.allowance.designEffect"] = PlanForm.Show(allowance.DesignEffect);
        form["size.allowance.responseShare"] = PlanForm.Percent(allowance.ResponseShare);
    }
}
