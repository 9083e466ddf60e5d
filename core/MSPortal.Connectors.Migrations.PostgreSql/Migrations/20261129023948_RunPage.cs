using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MSPortal.Connectors.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class RunPage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "books_problem",
                table: "sync_runs",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "containers_rejected",
                table: "sync_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "details",
                table: "sync_runs",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "books_problem",
                table: "sync_runs");

            migrationBuilder.DropColumn(
                name: "containers_rejected",
                table: "sync_runs");

            migrationBuilder.DropColumn(
                name: "details",
                table: "sync_runs");
        }
    }
}
