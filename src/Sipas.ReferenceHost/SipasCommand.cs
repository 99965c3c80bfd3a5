using System.CommandLine;
using Sipas.ReferenceHost.Commands;

namespace Sipas.ReferenceHost;

/// <summary>The <c>sipas</c> command with all its parts.</summary>
internal static class SipasCommand
{
    public static RootCommand Create() => new("sipas: sampling, fieldwork, kiosk, reports, import and scoring of satisfaction with public administration (SIPAS)")
    {
        DemoCommand.Create(),
        ServeCommand.Create(),
        ScoreCommand.Create(),
        RankCommand.Create(),
        CompareCommand.Create(),
        PointsCommand.Create(),
        EstimateCommand.Create(),
        ImportCommand.Create(),
        QualityCommand.Create(),
        UnitsCommand.Create(),
        ValuesCommand.Create(),
        PeopleCommand.Create(),
        RetentionCommand.Create(),
        PackCommand.Create(),
        PlanCommand.Create(),
        FrameCommand.Create(),
        DrawCommand.Create(),
        FieldCommand.Create(),
        DeviceCommand.Create(),
        QuarantineCommand.Create(),
        TicketCommand.Create(),
        CaseCommand.Create(),
        SchemaCommand.Create(),
        SurveyCommand.Create(),
        VerifyCommand.Create(),
        ExportCommand.Create(),
        VerifyCommand.CreateAnchor(),
        KeyCommand.Create(),
        KeyCommand.CreateAudit(),
        BackupCommand.Create(),
        BackupCommand.CreateRestore(),
        ProblemReport.Option(),
    };
}
