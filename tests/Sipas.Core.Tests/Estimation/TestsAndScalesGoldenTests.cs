namespace Sipas.Estimation;

public class TestsAndScalesGoldenTests
{
    [Theory]
    [InlineData("table.unit.sex", "unit", "sex", false)]
    [InlineData("table.age.b1", "age", "b1", false)]
    [InlineData("table.age.unit.fpc", "age", "unit", true)]
    [InlineData("table.empty", "rare", "age", false)]
    public void Independence_RaoScott_AgreesWithR(string name, string rows, string columns, bool twoStage)
    {
        string[] second = columns == "b1"
            ? [.. Golden.Numbers("A", "b1").Select(b => double.IsNaN(b) ? "" : b == 1 ? "yes" : "no")]
            : Golden.Labels("A", columns);

        TableTest test = TableTest.Independence(twoStage ? Golden.Design("A", "M", "N") : Golden.Design("A"), Golden.Labels("A", rows),
            second);

        Golden.Close(Golden.Case(name, "F")[0], test.F, 1e-8, "F");
        Golden.Close(Golden.Case(name, "df")[0], test.NumeratorDegreesOfFreedom, 1e-8, "ndf");
        Golden.Close(Golden.Case(name, "df")[1], test.DenominatorDegreesOfFreedom, 1e-8, "ddf");
        Golden.Close(Golden.Case(name, "p")[0], test.PValue, 1e-6, "p");
        Golden.Close(Golden.Case(name, "X2")[0], test.PearsonStatistic, 1e-8, "X2");
        Golden.Close(Golden.Case(name, "pFirst")[0], test.FirstOrderPValue, 1e-6, "p first order");
    }

    [Fact]
    public void ScaleReliability_OfSixItems_AgreesWithR()
    {
        ScaleReliability scale = ScaleReliability.Of([.. Enumerable.Range(1, 6).Select(k => ($"k{k}", Golden.Numbers("A", $"k{k}")))]);

        Golden.Close(Golden.Case("alpha", "alpha")[0], scale.Alpha, 1e-9, "alpha");
        Golden.Close(Golden.Case("alpha", "standardised")[0], scale.StandardisedAlpha, 1e-9, "standardised");
        Assert.Equal(Golden.Case("alpha", "rows")[0], scale.RowCount);
        for (int k = 0; k < 6; k++)
        {
            Golden.Close(Golden.Case("alpha", "drop")[k], scale.Items[k].AlphaWithoutItem, 1e-9, "alpha without item");
            Golden.Close(Golden.Case("alpha", "corrected")[k], scale.Items[k].CorrectedItemTotalCorrelation, 1e-9, "item-total");
            Golden.Close(Golden.Case("alpha", "sd")[k], scale.Items[k].StandardDeviation, 1e-9, "sd");
        }
    }

    [Fact]
    public void ImportancePerformance_Derived_AgreesWithR()
    {
        ImportancePerformance grid = ImportancePerformance.Derive(
            [.. Enumerable.Range(1, 5).Select(k => ($"k{k}", Golden.Numbers("A", $"k{k}")))], Golden.Numbers("A", "k6"),
            Golden.Numbers("A", "w"));

        for (int k = 0; k < 5; k++)
        {
            Golden.Close(Golden.Case("importance", "correlation")[k], grid.Points[k].Importance, 1e-9, "importance");
            Golden.Close(Golden.Case("importance", "performance")[k], grid.Points[k].Performance, 1e-9, "performance");
        }
    }
}
