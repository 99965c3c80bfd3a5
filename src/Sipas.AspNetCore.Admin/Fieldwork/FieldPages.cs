using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Admin.Pages;
using Sipas.AspNetCore.Admin.Printing;
using Sipas.AspNetCore.Admin.Sampling;
using Sipas.AspNetCore.Admin.Surveys;
using Sipas.AspNetCore.Pages;
using Sipas.Common;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Fieldwork;

/// <summary>Builds the pages of fieldwork.</summary>
internal static class FieldPages
{
    /// <summary>Maximum number of cases that one page lists; the others are found by team, cell and state.</summary>
    public const int MaxListed = 500;

    public static IResult Overview(AdminRequest request, SurveyFile file, FormState form, TimeProvider clock, int status)
    {
        string survey = file.Plan.Code;
        if (file.Draw is null)
        {
            return request.Show<NotDrawnPage>(AdminSection.Surveys, request.Words["step.field"],
                new NotDrawnModel(SurveySteps.Of(request, file, "field"), request.Path(SurveyRoutes.Draw, ("survey", survey))),
                request.Words.Of(file.Plan.Title), status);
        }

        FieldLedger ledger = file.OpenLedger();
        DateOnly today = VietnameseTime.DayOf(clock.GetUtcNow());
        FormState filter = request.Query("team", "cell", "state");
        FieldCase[] shown = [.. ledger.ActiveCases.Where(known =>
            (filter.Text("team") is not { } team || known.Team == team)
            && (filter.Text("cell") is not { } cell || known.Entry.Cell == cell)
            && (filter.Text("state") is not { } state || Dispositions.NameOf(known.Disposition) == state))];
        return request.Show<FieldPage>(
            AdminSection.Surveys,
            request.Words["step.field"],
            new FieldPageModel
            {
                Words = request.Words,
                File = file,
                Ledger = ledger,
                Today = today,
                Progress = FieldProgress.Of(ledger, today, file.Plan.Deadlines.FieldTo),
                Form = form,
                Filter = filter,
                Shown = shown,
                Mark = request.Mark(),
                Steps = SurveySteps.Of(request, file, "field"),
                FieldHref = request.Path(SurveyRoutes.Field, ("survey", survey)),
                ReinterviewHref = request.Path(ReinterviewEndpoints.ReinterviewName, ("survey", survey)),
                AssignHref = request.Path(FieldEndpoints.AssignName, ("survey", survey)),
                UnitHref = code => request.Path(FieldEndpoints.UnitName, ("survey", survey), ("code", code)),
                PrintHref = team => request.Path(PrintEndpoints.SheetName, ("survey", survey), ("team", team)),
            },
            request.Words.Of(file.Plan.Title),
            status);
    }

    public static IResult Unit(AdminRequest request, SurveyFile file, IPersonalDataStorage people, string code, FormState form, int status)
    {
        FieldLedger ledger = file.OpenLedger();
        FieldCase known = ledger.Find(code);
        if (!known.IsActive)
        {
            // The members of the reserve and their order are confidential until they are used.
            throw new SipasException(new Problem(ProblemCodes.FieldUnitReserve, known.Entry.Cell, code));
        }

        StoredFrame frame = file.Frame!;
        SampledRows.Read(people.Frames.OpenFrame(frame), [known.Entry])
            .TryGetValue(known.Entry.RowNumber, out IReadOnlyList<string>? cells);
        return request.Show<FieldUnitPage>(
            AdminSection.Surveys,
            request.Words.Fill("field.unit", ("code", code)),
            new FieldUnitModel
            {
                Case = known,
                Details = cells is null ? [] : [.. frame.Columns.Zip(cells)],
                Account = request.IsSignedIn ? request.Actor : null,
                Request = FieldEndpoints.RequestOf(file, known),
                History = [.. file.Log.Where(entry => entry.Event.Code == code || entry.Event.SubstituteCode == code)],
                ReserveLeft = ledger.ReserveLeft(known.Entry.Cell),
                Form = form,
                Mark = request.Mark(),
                Action = request.Path(FieldEndpoints.UnitName, ("survey", file.Plan.Code), ("code", code)),
                BackHref = request.Path(SurveyRoutes.Field, ("survey", file.Plan.Code)),
                OtherHref = other => request.Path(FieldEndpoints.UnitName, ("survey", file.Plan.Code), ("code", other)),
            },
            request.Words.Of(file.Plan.Title),
            status);
    }

    /// <summary>The number of the ballot of a case and its state.</summary>
    public static string Ballot(PageTexts words, FieldCase known) => string.Join(" · ", new[]
    {
        known.BallotNumber,
        known.IsValid switch
        {
            true => words["field.isValid"],
            false => words["field.isInvalid"],
            null => known.IsReturned ? words["field.isReturned"] : known.IsIssued ? words["field.isIssued"] : null,
        },
    }.OfType<string>());
}
